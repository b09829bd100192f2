//! What stands around every page: the head with the plan's name, navigation
//! by what the caller may, the way back, the foot with plan, batch and date.

use huigu_desk::UseCase;
use huigu_quantity::Lang;
use maud::{DOCTYPE, Markup, html};

use crate::ask::Ask;
use crate::front::assets;
use crate::reply::Page;

/// A place in the navigation.
struct Place {
    path: &'static str,
    name: &'static str,
    needs: UseCase,
    /// Not for those who see only what is public.
    signed_in: bool,
}

const fn place(path: &'static str, name: &'static str, needs: UseCase, signed_in: bool) -> Place {
    Place { path, name, needs, signed_in }
}

/// The navigation, in its order.
const PLACES: &[Place] = &[
    place("/", "总览", UseCase::Plan, false),
    place("/plan", "方案条款", UseCase::Plan, false),
    place("/targets", "目标指标", UseCase::Targets, false),
    place("/measures", "扶持措施", UseCase::Settlement, false),
    place("/notices", "通知公告", UseCase::Notices, false),
    place("/settlements", "年度核定", UseCase::Approved, true),
    place("/simulate", "试算", UseCase::Simulate, true),
    place("/books", "台账报送", UseCase::Batches, true),
    place("/parties", "主体", UseCase::Parties, true),
    place("/audit", "审计", UseCase::Audit, true),
    place("/users", "用户", UseCase::Users, true),
];

/// A whole page.
pub fn whole(page: &Page, ask: &Ask<'_>) -> Markup {
    let plan = ask.text(ask.plan().name());
    let is_front = page.section == "/" && page.trail.is_empty() && ask.path == "/";
    let language = match ask.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="description" content=(ask.t("普惠金融专项行动的方案、目标、措施与资金，逐条可查。"));
                title { @if !is_front { (page.title) " · " } (ask.t("慧谷")) }
                link rel="icon" href=(assets::path("huigu.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::path("huigu.css"));
                script src=(assets::path("huigu.js")) defer {}
            }
            body {
                a.skip href="#main" { (ask.t("跳到正文")) }
                header.site {
                    div.wide {
                        a.brand href="/" {
                            span.seal aria-hidden="true" { "慧谷" }
                            span.brand-name { (plan) }
                        }
                        div.who { (signed_in(ask)) (language_switch(ask)) }
                    }
                    (navigation(page.section, ask))
                }
                (printed_head(page, plan, ask))
                main #main.wide tabindex="-1" {
                    @if !is_front { (way_back(page, ask)) }
                    h1 class=[is_front.then_some("sr")] { (page.title) }
                    @if !page.said.is_empty() { p.complaint role="alert" { (page.said) } }
                    (page.body)
                }
                (foot(plan, ask))
            }
        }
    }
}

fn navigation(section: &str, ask: &Ask<'_>) -> Markup {
    let open = PLACES.iter().filter(|place| ask.caller.may(place.needs));
    let open = open.filter(|place| !place.signed_in || ask.caller.is_signed_in());
    html! {
        nav.main aria-label=(ask.t("主导航")) {
            ul.wide { @for place in open {
                li { a href=(place.path) aria-current=[(place.path == section).then_some("page")] { (ask.t(place.name)) } }
            } }
        }
    }
}

/// Who is signed in, and the way out; or the way in.
fn signed_in(ask: &Ask<'_>) -> Markup {
    html! {
        @if ask.caller.is_signed_in() {
            a.name href="/me" { (ask.caller.name()) span.small { (ask.pick(ask.caller.role().chinese(), ask.caller.role().english())) } }
            form method="post" action="/sign-out" { (csrf(ask)) button.quiet { (ask.t("退出")) } }
        } @else if ask.path != "/sign-in" {
            a.quiet href="/sign-in" { (ask.t("登录")) }
        }
    }
}

/// What a form brings back to show that it is one of ours.
pub fn csrf(ask: &Ask<'_>) -> Markup {
    html! {
        @if !ask.csrf.is_empty() {
            input type="hidden" name="csrf" value=(ask.csrf);
            @if let Some(key) = ask.form_key() { input type="hidden" name="key" value=(key); }
        }
    }
}

/// The other language: the same page, by a form, as it changes a cookie.
fn language_switch(ask: &Ask<'_>) -> Markup {
    let (code, name) = match ask.lang {
        Lang::Zh => ("en", "English"),
        Lang::En => ("zh", "中文"),
    };
    let here = format!("{}{}", ask.path, ask.query.query());
    html! {
        form method="post" action="/language" {
            input type="hidden" name="to" value=(here);
            button.quiet name="language" value=(code) lang=(if code == "en" { "en" } else { "zh-CN" }) { (name) }
        }
    }
}

fn way_back(page: &Page, ask: &Ask<'_>) -> Markup {
    html! {
        nav.trail aria-label=(ask.t("所在位置")) {
            ol {
                li { a href="/" { (ask.t("总览")) } }
                @for (path, name) in &page.trail { li { a href=(path) { (name) } } }
                li aria-current="page" { (page.title) }
            }
        }
    }
}

/// What an office's table carries, on paper only.
fn printed_head(page: &Page, plan: &str, ask: &Ask<'_>) -> Markup {
    let unit = if page.unit.is_empty() { ask.t("见各表表头") } else { page.unit.as_str() };
    html! {
        div.printed aria-hidden="true" {
            p.plan { (plan) }
            p.line {
                span { (ask.t("填报单位：")) (ask.office()) }
                @if let Some(day) = page.closing { span { (ask.t("截止日期：")) (ask.date(day)) } }
                span { (ask.t("金额单位：")) (unit) }
            }
        }
    }
}

fn foot(plan: &str, ask: &Ask<'_>) -> Markup {
    let batch = ask.batch;
    html! {
        footer.site {
            div.wide {
                p { (plan) }
                p.small {
                    @if batch.0 == 0 { (ask.t("登记库尚无批次")) } @else { (ask.say("登记库至第 {batch} 批", &[("batch", &batch)])) }
                    " · " (ask.date(ask.today))
                    @if ask.counter().is_demo() { " · " (ask.t("演示数据，机构和主体均为虚构")) }
                }
            }
        }
    }
}
