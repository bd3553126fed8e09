"""Notices about page, author and law: copyright, disclaimers, appeals to the reader in set phrases."""

from __future__ import annotations

from typing import Final

from chancery.reading.rules import Rule, opens, whole
from chancery.reading.widgets import BELOW

NOTICES: Final[tuple[Rule, ...]] = (
    Rule(
        "about-heading",
        "the heading of a note on author or outlet",
        BELOW,
        whole(r"about (?:the )?(?:authors?|writers?|us|.{1,39}[^.!?])|(?:the )?authors?:?"),
    ),
    Rule(
        "author-links",
        "links to an author's other work",
        BELOW,
        opens(
            r"(?:follow|contact|e-?mail|reach) (?!.*\b(?:said|says)\b).{2,60}(?:@|on (?:twitter|x|facebook|telegram))|"
            r"(?:more|other|all) (?:articles|stories|posts) by|@\w{2,30}$",
            words=30,
        ),
    ),
    Rule(
        "copyright",
        "a copyright or licence notice",
        (1.0, 0.7, 1.0),
        opens(
            r"(?:copyright\b|©|\(c\) ?(?:copyright|19|20))(?!.*\b(?:said|told)\b)|all rights reserved|"
            r".{0,120}\b(?:all rights reserved|may not be (?:published|reproduced|republished|copied|redistributed)|"
            r"reproduction (?:of|in whole)|use of (?:the )?materials?.{0,80}(?:link|permission|allowed))|"
            r"(?:re)?published (?:with|by) (?:the )?permission",
            words=90,
        ),
    ),
    Rule(
        "disclaimer",
        "a notice that opinions are the author's own",
        (1.0, 0.8, 1.0),
        opens(
            r"(?:this is )?(?:the|an) official (?:web ?)?(?:site|page|portal) of .{3,90}|here[’']s how you know|"
            r".{0,200}\bshould not be construed as\b|this (?:entry|post|item|article) (?:was|"
            r"is) (?:posted|filed|tagged|published|"
            r"appeared|written)\b.{0,20}\b(?:in|under|by|on)\b.{0,160}\b(?:tagged|permalink|print edition|"
            r"headline|filed)\b|"
            r"(?:a version of )?this (?:article|story) appear(?:ed|s) in\b.{0,160}\b(?:edition|headline|issue)\b|"
            r"(?:for [^.]{3,50}\. )?(?:this is )?not an official (?:record|document|summary)\W*$|"
            r"(?:official|secure) (?:\.\w+ )?(?:web)?sites use \.?\w+\W*$|an? (?:\.\w+ website belongs to|lock \()|"
            r"this (?:message|e-?mail) (?:may contain (?:confidential|privileged|information)|"
            r"is intended (?:only|solely|exclusively) for|and any attachment)|"
            r"(?:please )?(?:think of|consider) the environment before printing|"
            r".{0,160}\b(?:views|opinions|thoughts|positions?)\b.{0,120}\b(?:do(?:es)? not (?:necessarily )?"
            r"(?:reflect|represent|express)|are (?:those of|solely|their own|his own|her own|"
            r"the authors?[’'](?:s|\b|\s)))",
            words=80,
        ),
    ),
    Rule(
        "postal-address",
        "an office with its street and number",
        BELOW,
        whole(
            r"[^.!?|·•]{3,80}\s[|·•]\s(?:[^.!?|·•\d]{3,40}\s\d{1,5}\w?|"
            r"\d{1,5}\w?\s(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b)[^.!?|·•\d]{3,40}),"
            r"\s?[^.!?|·•\d]{3,40}(?:\s\d{4,6})?",
            words=24,
        ),
    ),
    Rule(
        "channel",
        "an appeal to follow the outlet elsewhere",
        (1.0, 1.0, 1.0),
        opens(
            r"(?:for .{3,60}, )?(?:please )?(?:follow|subscribe|join|like)\b(?: us\b)?.{0,60}\b(?:google news|"
            r"(?:telegram|whatsapp|viber|youtube|wechat|instagram|facebook)(?: news)? "
            r"(?:channel|page|community|group))",
            words=24,
        ),
    ),
    Rule(
        "reader-address",
        "an appeal to the reader: newsletter, cookies, support",
        (1.0, 1.0, 1.0),
        opens(
            r"(?:(?:please )?(?:sign up|subscribe|register|log in)(?: (?:here|now|today|free|below))? (?:for|to|with)\b"
            r".{0,80}\b(?:newsletters?|inbox|updates|channel|account|access|alerts?|our|email|digest)|"
            r"(?:get|receive) .{0,80}\b(?:in|to) your (?:inbox|e-?mail|phone)|enter your e-?mail|your e-?mail address|"
            r"(?:we|this (?:web)?(?:site|page)|our (?:web)?site) uses? cookies|by (?:clicking|continuing|subscribing|"
            r"signing up|using)"
            r"\b.{0,80}\b(?:you|agree)|thank you for (?:reading|subscribing)|(?:follow|join|find|like|visit) "
            r"(?:us|our)\b"
            r".{0,80}\b(?:on|channel|page|group|telegram|facebook|twitter)|download our app|"
            r"(?:enjoying|like) this (?:article|story)\?|(?:help|support) (?:us|our)\b.{0,100}\b(?:journalism|"
            r"work|donat|"
            r"independent)|(?:please )?consider (?:supporting|donating|becoming)|if you (?:found|find|notice|see|spot)"
            r" (?:a|an) (?:typo|error|mistake)|(?:found|noticed|seen|spotted) (?:a|an) (?:typo|error|mistake)|"
            r"something went wrong\b.{0,20}\btry again|"
            r"(?:please )?(?:enable|turn on) javascript|your browser|javascript (?:is|must))",
            words=60,
        ),
    ),
)
