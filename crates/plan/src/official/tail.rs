//! Where a notice's last clause ends: the closing sentence, the signature with
//! its date, the annexes and the imprint are no clause's.

/// Characters a paragraph of text ends with, and a signature does not.
const ENDS: [char; 8] = ['。', '；', '：', '！', '？', '.', ';', '”'];
/// The longest name of an office, and the most that sign together.
const OFFICE: usize = 40;
const OFFICES: usize = 6;

/// At which of the lines under the last heading the tail begins; their number
/// if there is none.
pub(super) fn begins(lines: &[&str]) -> usize {
    let Some(at) = lines.iter().position(|line| is_of_the_tail(line)) else { return lines.len() };
    if !is_date(lines[at]) {
        return at;
    }
    // A date is signed by the offices above it.
    let is_office = |line: &&&str| line.chars().count() <= OFFICE && !line.ends_with(ENDS);
    at - lines[..at].iter().rev().take(OFFICES).take_while(is_office).count()
}

fn is_of_the_tail(line: &str) -> bool {
    let annex = line.strip_prefix('附').is_some_and(|rest| rest.starts_with(['：', ':', '件', '表']));
    annex
        || is_closing(line)
        || is_date(line)
        || line.starts_with("抄送")
        || (line.ends_with("印发") && holds_date(line))
}

/// 本办法自某日起施行。
fn is_closing(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('本') else { return false };
    let from = rest.char_indices().take(8).find(|(_, c)| matches!(c, '自' | '从' | '由'));
    from.is_some_and(|(at, _)| {
        rest[at..].split_once('起').is_some_and(|(_, then)| {
            ["施行", "实施", "执行"]
                .iter()
                .any(|word| then.trim_start_matches('正').trim_start_matches('式').starts_with(word))
        })
    })
}

/// A line that is a date and nothing else: 2023年1月5日.
fn is_date(line: &str) -> bool {
    holds_date(line) && line.ends_with('日') && line.chars().all(|c| is_of_a_date(c) || "年月日".contains(c))
}

fn is_of_a_date(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇○零一二三四五六七八九十".contains(c) || c.is_whitespace()
}

/// Whether 年, 月 and 日 stand in it in this order.
fn holds_date(line: &str) -> bool {
    let after = |text: &str, c: char| text.split_once(c).map(|(_, rest)| rest.to_owned());
    let month = after(line, '年').and_then(|rest| after(&rest, '月'));
    month.is_some_and(|rest| rest.contains('日'))
}

/// The number of a page, as programs leave it in a text: `— 12 —`.
pub(super) fn is_page_number(line: &str) -> bool {
    let dashes = ['-', '—', '–', '－', '―', '─'];
    let inner = line.trim_matches(|c: char| dashes.contains(&c) || c.is_whitespace());
    let framed = line.starts_with(dashes) && line.ends_with(dashes);
    framed && !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_begins_at_signature_annex_or_closing_sentence() {
        for (lines, expected) in [
            (vec!["一段。", "两段。"], 2),
            (vec!["一段。", "某区人民政府办公室", "2023年1月5日"], 1),
            (vec!["一段。", "某局", "某行", "二〇二三年一月五日"], 1),
            (vec!["一段。", "本方案自2023年1月5日起施行，有效期三年。", "某局", "2023年1月5日"], 1),
            (vec!["一段。", "本办法由某局负责解释。", "附件：1.某表"], 2),
            (vec!["一段。", "附加说明：略。", "某区政府办公室  2023年1月5日印发"], 2),
            (vec!["2023年1月5日前报送。", "本方案自查后上报。"], 2),
            (vec![], 0),
        ] {
            assert_eq!(begins(&lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn numbers_of_pages_are_told_from_text() {
        for page in ["— 12 —", "-3-", "－ 4 －"] {
            assert!(is_page_number(page), "{page}");
        }
        for text in ["12", "— —", "-5%-", "——某局", "— 2021年 —"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
