"""The word a seat goes by. Chance alone chooses it, so that it says nothing of who came when."""

from __future__ import annotations

import secrets

WORDS = tuple(
    """
    Acorn Alder Amber Anchor Apple Arbour Ash Aspen Aster Badger Barley Basil Bay Beacon Beech Berry
    Birch Bittern Bluebell Bracken Bramble Bridge Brook Buzzard Canoe Canyon Cedar Chestnut Clay
    Cliff Clover Cloud Cobalt Comet Copper Coral Cove Cowrie Crane Creek Cricket Crocus Curlew
    Cypress Dahlia Daisy Dale Damson Dawn Delta Dew Dolphin Dove Dune Eagle Egret Elder Elm Ember
    Falcon Fern Fig Finch Fjord Flint Forest Fox Foxglove Gannet Garnet Geyser Ginger Glacier Glade
    Grove Gull Harbour Hare Harp Hawk Hazel Heath Heather Hedge Heron Hill Holly Honey Hyacinth
    Indigo Iris Island Ivy Jade Jasmine Jay Juniper Kelp Kestrel Kingfisher Kite Lagoon Lake Lantern
    Larch Lark Laurel Lavender Leaf Lemon Lichen Lilac Lily Lime Linden Linnet Loch Lotus Lupin
    Magnolia Mallow Maple Marble Marsh Martin Meadow Mica Mint Mist Moor Moss Moth Myrtle Nectar
    Nettle Nutmeg Oak Oasis Ocean Olive Onyx Opal Orchard Orchid Osprey Otter Owl Oyster Palm Pansy
    Pear Pearl Pebble Pepper Petal Pine Plover Plum Pond Poplar Poppy Prairie Puffin Quail Quartz
    Quince Rain Raven Reed Reef Ridge River Robin Rosemary Rowan Ruby Rush Rye Sage Sail Salmon
    Sand Sapphire Sedge Shell Shore Sienna Silver Skylark Slate Snow Sorrel Sparrow Spring Spruce
    Star Starling Stork Stream Sunrise Swallow Swan Swift Sycamore Tamarind Teal Tern Thistle Thrush
    Thyme Tide Topaz Trout Tulip Tundra Valley Vanilla Violet Walnut Water Wave Willow Wind Wren
    Yarrow Yew Zinnia
    """.split()
)
_FIRST = tuple(
    """
    Autumn Blue Bright Calm Clear Coastal Cool Crimson Early Evening Far Flowing Gentle Glad Golden
    Green Grey Hidden High Island Ivory Kind Late Light Little Lone Lunar Mellow Morning Mossy New
    Noon Northern Open Pale Patient Plain Quick Quiet Red River Rosy Russet Scarlet Sea Silent Small
    Smooth Soft Solar Southern Still Summer Sunlit Tall Velvet Warm West White Wild Winter Wooded
    Yellow Young
    """.split()
)
TRIES = 40


def new_label(capacity: int) -> str:
    """A word at random, or two where a run holds so many that single words would run short.

    How many words depends on the capacity alone: longer labels for later seats would tell.
    """
    word = secrets.choice(WORDS)
    return word if 2 * capacity <= len(WORDS) else f"{secrets.choice(_FIRST)} {word}"
