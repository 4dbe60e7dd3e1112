-- Votes for wrk: every request is a vote that was not cast before. Each of wrk's threads has its own people.
local count = 0
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  path, key, people, first, share = args[1], args[2], {}, tonumber(args[3]), tonumber(args[4])
  statements = {}
  for line in io.lines(args[5]) do
    local kind, value = line:match("^(%a+) (.+)$")
    if kind == "token" then people[#people + 1] = value else statements[#statements + 1] = value end
  end
end

function request()
  local mine = math.floor(#people / share)
  local n = first + count
  count = count + 1
  local person = people[id * mine + n % mine + 1]
  local statement = statements[math.floor(n / mine) % #statements + 1]
  local vote = ({ "1", "-1", "0" })[n % 3 + 1]
  return wrk.format("POST", path, {
    ["Authorization"] = "Bearer " .. person,
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = key .. "-" .. n,
  }, '{"statement": ' .. statement .. ', "vote": ' .. vote .. '}')
end

function response(status)
  if status ~= 201 then wrk.thread:set("refused", (wrk.thread:get("refused") or 0) + 1) end
end

function done(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), wrong))
end
