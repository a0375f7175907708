"""What others measured, with the source keys of the clinical reference (5.1).

Those tools triaged other cases, most of them general medicine, and none routes to these six; the
figures say what is usual, not who is better.
"""

from __future__ import annotations

PUBLISHED = {
    "exact route": "none found for these six",
    "top two": "none found",
    "exact tier": "57% [S33], 49% [S34], median 55.8% [S37], 85.6% [S45]",
    "strict safety": "none found; see under-triage",
    "lenient safety": "GPs 97.0%, apps 80.0 to 97.8% [S35]; 94.7% judged safe [S43]",
    "under-triage": "1.9% [S45], 8.9% [S43], 8% [S47]; hazardous 0%, at most 0.12% [S44]",
    "over-triage": "12.5% [S45], 65% [S47]",
    "of these, too urgent": "52.6%, from 1.11 to 1 [S37]",
    "T0 found": "80% [S33], 63% [S34], laypeople 67.5% [S42]",
    "T0 and T1 found": "emergency 63%, urgent 56% [S34]",
    "T4 sent to T0 or T1": "none found",
    "named nobody ruled out": "none found",
    "given advice": "apps 51.5 to 99.0% [S35]",
}
