"""What people text first and answer then. Some lead to a result at once, some through a whole interview."""

ACHE = "my knee has ached for 4 months when I climb stairs, I just want it treated"
OPENINGS = [
    ("my chest feels tight and my left arm is heavy", {}),
    ("my calf is swollen and hot after a long flight", {}),
    ("can you make me a diet", {}),
    (ACHE, {"prior_therapy": "none"}),
    ("my face is drooping and I can't lift my arm", {}),
    ("since my stroke I can't button my shirt", {"age": "from_50_to_64"}),
    ("I've lost 20 pounds without trying and my back hurts at night", {"spreads_or_wakes": "yes"}),
    (
        "I sit all day, my shoulders round forward and my squat is wonky, nothing hurts",
        {"pain": "0"},
    ),
    (
        "I'm a college soccer player, felt a pop yesterday, knee swelled up and gives way",
        {"athlete": "yes", "injury_signs": "yes"},
    ),
    (
        "had a stent 5 months ago, cardiologist cleared me, I want a supervised program",
        {"age": "from_50_to_64", "condition_stable": "yes"},
    ),
]
# How often each is drawn: mostly short ones, so that hundreds of conversations take minutes.
WEIGHTS = [4, 4, 3, 2, 4, 1, 1, 1, 1, 1]
MOST_TURNS = 40
