"""Small Polis export folders for tests, and where the real ones lie."""

from pathlib import Path

REAL = Path(__file__).resolve().parents[3] / "shared/data/conversations"

SUMMARY = 'topic,Evenings in Lockside\nurl,\nvoters,3\nconversation-description,"After six,\nwhat is missing?"\n'
COMMENTS = """\
timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,Fri,2,,0,1,-1,"Buy, now"
1500000000000,Fri,0,4,2,0,1,"Keep the ""library""
open"
1500000000000,Fri,1,9,1,1,0,Benches in the shade
"""
VOTES = """\
timestamp,datetime,comment-id,voter-id,vote
1500000002000,Fri,0,4,1
1500000001000,Fri,0,4,-1
1500000003000,Fri,0,9,1
1500000003000,Fri,1,9,-1
1500000003000,Fri,1,9,0
1500000004000,Fri,2,17,-1
"""
MATRIX = """\
participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
4,,,1,1,1,0,1,,
9,,0,1,2,1,0,1,0,
17,,0,0,1,0,1,,,-1
"""
# The standing votes of both: (participant, statement, vote).
STANDING = [(4, 0, 1), (9, 0, 1), (9, 1, 0), (17, 2, -1)]


def export(folder: Path, **files: str | bytes | None) -> Path:
    """A folder with a good export in which some files (by name without .csv) have another content, or are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in ({"summary": SUMMARY, "comments": COMMENTS, "votes": VOTES} | files).items():
        if content is not None:
            path = folder / f"{name}.csv"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
