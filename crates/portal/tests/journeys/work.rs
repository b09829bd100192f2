//! Ways of work from end to end.

use std::fs;

use crate::browser::Browser;
use crate::portal::{now, start};

pub const PASSWORD: &str = "correct horse battery staple";

/// Signs in with a password that was given out, and chooses another.
pub fn first_time(browser: &Browser, login: &str, given: &str) {
    browser.sign_in(login, given);
    browser.comes_to("/me/password");
    browser.fill("#present", given);
    browser.fill("#new", PASSWORD);
    browser.fill("#again", PASSWORD);
    browser.click("form.card button");
    browser.leaves("/me/password");
}

fn code(secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now().0 / 1_000_000).unwrap()).to_string()
}

fn signs_in_asks_why_turns_a_figure_approves_and_sees_the_audit(scripts: bool) {
    let portal = start(false);
    let browser = Browser::open(&portal.base, 1440, scripts);
    browser.go("/");
    browser.speak("zh");
    first_time(&browser, "centre", &portal.given["centre"]);
    // Staff of a real installation set up their second factor first.
    browser.comes_to("/me/second-factor");
    browser.click("form.card button");
    let secret = browser.text("p.secret code");
    browser.fill("#code", &code(&secret));
    browser.click("form.card button");
    assert!(browser.text("ul.codes").lines().count() >= 10, "recovery codes");
    let recovery = browser.text("ul.codes li");
    browser.click("main a.button");
    browser.click("header form[action='/sign-out'] button");
    browser.wait_for("header a[href='/sign-in']", "登录");
    browser.sign_in("centre", PASSWORD);
    browser.fill("#code", &recovery);
    browser.click("form.card button");
    // Signed in with a recovery code.
    browser.comes_to("/");
    browser.wait_for("section.mine", "2022 年度已结束，尚未核定");

    // From the figure to the file, row and day that brought it.
    browser.click("#measures a[href^='/measures/startup-loan-subsidy?']");
    browser.click("#beneficiaries a[href*='zhenhai-rural-commercial']");
    browser.wait_for("#lines tfoot", "2,843.62");
    browser.wait_for("#near", "贷款用途不在范围内");
    browser.click("#lines tbody tr:first-child td:first-child a");
    browser.wait_for("#events", "loan_events.csv");
    browser.wait_for("main", "loans.csv 第 285 行");

    // What if: it answers while one types, and to a button without scripts.
    browser.go("/simulate?year=2022");
    browser.wait_for("#result dl.keys", "32.58");
    for (rate, total) in [("3%", "35.95"), ("1%", "29.22")] {
        browser.fill("[name='set.startup-loan-subsidy.rate']", rate);
        if !scripts {
            browser.click("form.inputs .actions button");
        }
        browser.wait_for("#result dl.keys", total);
        browser.wait_for("#who", "镇海卫农村商业银行");
        browser.fill("#name", &format!("比例 {rate}"));
        browser.click("form[action='/simulate/keep'] button");
        browser.wait_for("#scenarios", &format!("比例 {rate}"));
    }
    browser.click("#scenarios tbody tr:nth-child(1) input");
    browser.click("#scenarios tbody tr:nth-child(2) input");
    browser.click("#compare button");
    for shown in ["32.58", "35.95", "29.22"] {
        browser.wait_for("#compare tfoot", shown);
    }

    // Approve, see it in the list, compute it again, and find it in the audit.
    browser.go("/settlements");
    browser.fill("#note", "联席会议第 3 次");
    browser.click("input[name=sure]");
    browser.click("form[action='/settlements'] button");
    browser.wait_for("p.verdict", "已核定");
    browser.click("#approved tbody a");
    browser.wait_for("main", "按核定时台账复算，结果一致");
    browser.go("/audit?what=approve-settlement");
    browser.wait_for("#audit", "centre@finance-centre");
    browser.click("form[action='/audit/verify'] button");
    browser.wait_for("p.verdict", "未发现改动");
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn the_centre_signs_in_with_a_code_asks_why_turns_a_figure_approves_and_sees_the_audit() {
    signs_in_asks_why_turns_a_figure_approves_and_sees_the_audit(true);
}

#[test]
fn the_centre_does_the_same_without_scripts() {
    signs_in_asks_why_turns_a_figure_approves_and_sees_the_audit(false);
}

fn sends_mends_and_moves_a_target(scripts: bool) {
    let portal = start(true);
    let bank = Browser::open(&portal.base, 1440, scripts);
    bank.go("/");
    bank.speak("zh");
    let public = |date: &str| {
        bank.go(&format!("/targets/inclusive-loan-growth?date={date}"));
        bank.text("dl.keys .figure")
    };
    let before = public("2022-12-31");
    first_time(&bank, "bank", &portal.given["bank"]);
    // A bank's first page is its books.
    bank.comes_to("/books");
    let head = "lender,loan_id,kind,date,amount,event_id";
    let good = "zhenhai-rural-commercial,000001202,disburse,2022-12-30,2000000.00,e-1";
    let bad = "zhenhai-rural-commercial,000001202,repay,2022-13-45,1.00,e-2";
    let file = portal.folder.path().join("loan_events.csv");
    fs::write(&file, format!("{head}\n{good}\n{bad}\n")).unwrap();
    bank.give("#files", file.to_str().unwrap());
    bank.click("#send button:not(.quiet)");
    bank.wait_for("p.verdict", "全部未入库");
    bank.wait_for("#faults", "2022-13-45");
    assert!(bank.text("a[href^='/books/mended/']").contains("loan_events-mended.csv"));
    fs::write(&file, format!("{head}\n{good}\n{}\n", bad.replace("2022-13-45", "2022-12-31"))).unwrap();
    bank.click("main a.button");
    bank.give("#files", file.to_str().unwrap());
    bank.click("#send button:not(.quiet)");
    bank.wait_for("p.verdict", "已入库");
    assert_ne!(public("2022-12-31"), before, "the target has moved");
    bank.go("/me/trail");
    bank.wait_for("#trail", "loan_events.csv");
    assert_eq!(bank.console(), Vec::<String>::new());
}

#[test]
fn a_bank_sends_a_book_with_faults_mends_it_and_sees_a_target_move() {
    sends_mends_and_moves_a_target(true);
}

#[test]
fn the_same_works_without_scripts() {
    sends_mends_and_moves_a_target(false);
}

#[test]
fn an_enterprise_sees_itself_and_is_told_why_not() {
    let portal = start(true);
    let firm = Browser::open(&portal.base, 390, true);
    firm.go("/");
    firm.speak("zh");
    first_time(&firm, "firm", &portal.given["firm"]);
    firm.comes_to("/parties/91330211MA00000075");
    firm.wait_for("#counts", "慧谷创业贷风险补助");
    firm.wait_for("#fails", "担保机构不在本区");
    firm.wait_for("#scale", "从业人员");
    firm.go("/parties/91330211MA0F7E04XF");
    firm.wait_for("h1", "页面不存在");
}
