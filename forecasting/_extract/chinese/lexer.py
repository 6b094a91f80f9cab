"""The pattern that cuts a Chinese sentence into times, numbers, known words and marks."""

from __future__ import annotations

import re
from functools import cache

from forecasting._extract.chinese.amounts import CHINESE_START
from forecasting._extract.chinese.when import CHINESE_TIME
from forecasting._extract.lexicon.words import lexicon, trie
from forecasting._extract.word_classes import AGAINST, FROM, HEDGE, LEVEL, SHARE, STOP

__all__ = ["NUMBER_LIKELY", "chinese_lexer"]

NUMBER_LIKELY = re.compile(r"[0-9]|百分之|[一二两三四五六七八九十]成|番|倍|[十百千]?[万亿]|个百分点")
"""What only a sentence with a number holds."""
_FAN = r"翻了?(?:将近|近|约)?(?:[一二两三四五0-9](?:\.[0-9])?)?番(?:多|以上|左右)?"
_SINGLE_VERB = (
    "[增升涨降减跌达为是超有共仅计到至](?=[约近超逾达不过到了至]{0,2} ?[-0-9〇一二两三四五六七八九十百])"
)
_OVERALL = re.compile("全(国|省|市|县|区|旗|州|镇|乡|盟|自治区|行业|系统|集团|公司)")
_FOUNDING = re.compile(
    "(?:建区|建市|建县|建省|建州|建旗|成立|设立|创建|组建|开发|开区|建厂|建院|建校|挂牌)(?:[0-9一二三四五六七八九十]{1,3}年)?(?:以来|之初)"
)
_TWO_DIGITS = "两位数"


@cache
def chinese_lexer() -> re.Pattern[str]:
    """The pattern; the group that matched says what the token is."""
    words = [word for word in lexicon("zh").classes if len(word) > 1]
    singles = [
        word
        for word, mask in lexicon("zh").classes.items()
        if len(word) == 1 and mask & (STOP | SHARE | FROM | AGAINST | HEDGE) and not mask & LEVEL
    ]
    return re.compile(
        f"(?P<time>{CHINESE_TIME})|(?P<fan>{_FAN})|(?P<word>{trie(words)})|(?P<number>(?<!第){CHINESE_START})"
        f"|(?P<verb>{_SINGLE_VERB})|(?P<single>[{''.join(singles)}])"
        f"|(?P<found>{_FOUNDING.pattern})|(?P<all>{_OVERALL.pattern}|[我本][国省市县区旗州镇])|(?P<two>{_TWO_DIGITS})"
        "|(?P<rate>率(?=[为达提高下降上升稳定保持控制在了约超近不由从比较均仅已0-9，、]))|(?P<abbr>[（(][A-Za-z][A-Za-z0-9.& ]{0,9}[）)])|(?P<mark>[，,；;、：:（()）])"
    )
