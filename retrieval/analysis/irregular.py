"""English words whose forms a stemmer does not bring together: caught is catch, children is child.

Forms that are as well words of their own are left out: found, left, saw, felt, ground, wound.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FORMS: Final = """
    alumnus alumni, analysis analyses, appendix appendices, arise arisen arose, awake awoke awoken,
    bacterium bacteria, bad worse worst, bear bore borne, beat beaten, become became,
    befall befallen befell, beget begot begotten, begin began begun, behold beheld, bend bent,
    bid bade bidden, bite bit bitten, bleed bled, blow blew blown, break broke broken, breed bred,
    bring brought, build built, burn burnt, businessman businessmen, buy bought, calf calves, catch caught,
    chairman chairmen, child children, choose chose chosen, cling clung, come came, congressman congressmen,
    creep crept, crisis crises, criterion criteria, deal dealt, die dying, dig dug, draw drawn drew,
    dream dreamt, drink drank drunk, drive driven drove, dwell dwelt, eat ate eaten, englishman englishmen,
    fall fallen fell, feed fed, fight fought, fireman firemen, fisherman fishermen, flee fled, fling flung,
    fly flew flown, foot feet, forbid forbade forbidden, foresee foresaw foreseen, foretell foretold,
    forget forgot forgotten, forgive forgave forgiven, freeze froze frozen, frenchman frenchmen,
    fungus fungi, gentleman gentlemen, give gave given, go gone went, goose geese, grandchild grandchildren,
    grow grew grown, half halves, hang hung, hear heard, hide hid hidden, hold held, hypothesis hypotheses,
    index indices, keep kept, kneel knelt, knife knives, know knew known, lead led, leap leapt,
    learn learnt, lend lent, lie lying, life lives, light lit, loaf loaves, lose lost, make made, man men,
    matrix matrices, mean meant, meet met, mislead misled, mistake mistaken mistook, mouse mice,
    nucleus nuclei, outgrow outgrew outgrown, overcome overcame, oversee oversaw overseen,
    oversleep overslept, overtake overtaken overtook, overthrow overthrew overthrown, ox oxen, pay paid,
    phenomenon phenomena, plead pled, policeman policemen, prove proven, rebuild rebuilt, repay repaid,
    resell resold, retake retaken retook, rewrite rewritten rewrote, ride ridden rode, ring rang rung,
    rise risen rose, run ran, seek sought, self selves, sell sold, send sent, sew sewn, shake shaken shook,
    shear shorn, shelf shelves, shine shone, shoot shot, show shown, shrink shrank shrunk, sing sang sung,
    sink sank sunk, sit sat, slay slain slew, sleep slept, slide slid, smell smelt, speak spoke spoken,
    speed sped, spell spelt, spend spent, spill spilt, spin spun, spoil spoilt, spokesman spokesmen,
    spring sprang sprung, stand stood, steal stole stolen, stick stuck, stimulus stimuli, sting stung,
    stride strode, strike stricken struck, strive striven strove, swear swore sworn, sweep swept,
    swell swollen, swim swam swum, swing swung, take taken took, teach taught, tear tore torn, tell told,
    thesis theses, thief thieves, think thought, thrive throve, throw threw thrown, tie tying, tooth teeth,
    tread trod trodden, undergo undergone underwent, understand understood, undertake undertaken undertook,
    unwind unwound, uphold upheld, vertex vertices, wake woke woken, wear wore worn, weave wove woven,
    weep wept, wife wives, win won, withdraw withdrawn withdrew, withhold withheld, withstand withstood,
    wolf wolves, woman women, wring wrung, write written wrote
"""

LEMMAS: Final[Mapping[str, str]] = {
    form: lemma for lemma, *forms in (entry.split() for entry in _FORMS.split(",")) for form in forms
}
