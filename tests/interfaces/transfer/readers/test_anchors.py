"""Anchors read line by line are those the house gives when it shows the page."""

from practica.interfaces.transfer.readers.anchors import outline
from practica.kit.markup import outline as shown_outline
from practica.kit.markup import parse

BODY = """# Top `code` & more

Under line
----------

## A [link](x.md) and ![pic](y.png) *stressed* text_with_bars

## Über 100 %: what?

## Über 100 %: what?

> ## Quoted

1. One

    ## In a list

```
# not a heading
```

    # nor this

##

- item
---
### Last ###
"""


def test_anchors_are_those_of_the_house():
    ours = [heading.id.removeprefix("h-") for heading in shown_outline(parse(BODY))]

    assert [heading.anchor for heading in outline(BODY)] == ours
