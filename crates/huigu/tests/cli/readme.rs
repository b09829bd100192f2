//! The answers shown in the README are those the program gives.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::desk::huigu_in;

/// Every block of a page that shows a command and its answer: words after `huigu`, lines.
fn shown(page: &str) -> Vec<(Vec<&str>, Vec<&str>)> {
    let blocks = page.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let parts = blocks.map(|block| block.split_once('\n').unwrap());
    parts.map(|(command, answer)| (command.split(' ').skip(2).collect(), answer.lines().collect())).collect()
}

#[test]
fn the_answers_in_the_readme_are_those_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (page, lang) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        let blocks = shown(&text);
        assert_eq!(blocks.len(), 2, "{page} shows settle and explain");
        for (words, lines) in blocks {
            let in_root = |word: &&str| if word.contains('/') { root.join(word).into() } else { OsString::from(word) };
            let answer = huigu_in(lang, false, &words.iter().map(in_root).collect::<Vec<_>>()).expect(0).out;
            let mut left = answer.lines();
            let mut anywhere = false;
            for line in lines {
                if line == "..." {
                    anywhere = true;
                    continue;
                }
                let found = if anywhere { left.find(|found| *found == line) } else { left.next() };
                assert_eq!(found, Some(line), "{page}: {words:?} answers\n{answer}");
                anywhere = false;
            }
        }
    }
}
