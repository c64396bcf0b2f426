"""The 32 colours of which one stands in a picture's place until it has arrived: classes of the stylesheet, no inline style."""

#: Muted, since a strong colour would flash: five greys, then nine hues around the circle, dark, middle and light.
PALETTE = """
#1f1f1f #4c4c4c #808080 #b2b2b2 #e6e6e6
#522e2e #935353 #c49696 #52462e #937e53 #c4b596 #46522e #7e9353 #b5c496
#2e522e #539353 #96c496 #2e5246 #53937e #96c4b5 #2e4652 #537e93 #96b5c4
#2e2e52 #535393 #9696c4 #462e52 #7e5393 #b596c4 #522e46 #93537e #c496b5
""".split()


def nearest(red: int, green: int, blue: int) -> int:
    """The number of the palette's colour that looks most like this one."""
    distances = [_distance((red, green, blue), colour) for colour in PALETTE]
    return distances.index(min(distances))


def _distance(one, colour: str) -> float:
    """Weighted as eyes do: more for green than for red, more for red than for blue."""
    other = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return sum(weight * (a - b) ** 2 for weight, a, b in zip((3, 4, 2), one, other, strict=True))
