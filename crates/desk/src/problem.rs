//! What can go wrong with a request: a closed list of kinds, each with a name,
//! a status and a title in both languages. The kind of an error follows from
//! its class.

use huigu_quantity::closed_list;
use huigu_store::ErrorClass;

use crate::http::Http;

/// The same request is always answered so: it is kept under an idempotency key.
const ALWAYS: bool = true;
/// The request may fare otherwise when it is sent again: its key stays free.
const FOR_NOW: bool = false;

closed_list! {
    /// What can go wrong; its code is the name in the type's address.
    pub enum ProblemKind with answered: (u16, bool) {
        Parameter = "bad-parameter", "参数无法理解", "Parameter not understood", (400, ALWAYS);
        Body = "bad-body", "请求正文无法理解", "Body not understood", (400, ALWAYS);
        Key = "bad-idempotency-key", "幂等键的写法不对", "Bad idempotency key", (400, ALWAYS);
        Credentials = "credentials-needed", "请先出示令牌或登录", "Credentials needed", (401, FOR_NOW);
        Token = "token-refused", "令牌无效", "Token refused", (401, FOR_NOW);
        NotAllowed = "not-allowed", "没有权限", "Not permitted", (403, FOR_NOW);
        TokenLacks = "token-lacks", "令牌不包括这项操作", "The token does not permit this", (403, FOR_NOW);
        FinishFirst = "finish-first", "请先完成账号设置", "Finish the account first", (403, FOR_NOW);
        Forged = "forged", "请求并非来自本系统的页面", "Not sent by a page of this system", (403, FOR_NOW);
        NotYours = "not-yours", "不由本单位报送", "Not permitted to send", (403, ALWAYS);
        NoResource = "no-resource", "没有这个地址", "No such resource", (404, ALWAYS);
        NotThere = "not-there", "没有找到", "Not found", (404, FOR_NOW);
        Method = "method", "操作方式不支持", "Method not allowed", (405, ALWAYS);
        TooSlow = "too-slow", "请求正文迟迟未到", "Request timed out", (408, FOR_NOW);
        YearNotEnded = "year-not-ended", "年度尚未结束", "The year has not ended", (409, FOR_NOW);
        RegisterFaulty = "register-faulty", "登记库中有错误，暂不计算", "Errors in the register; nothing is computed", (409, FOR_NOW);
        HasDependents = "stood-on", "其他行以该批为依据，未撤回", "Other rows depend on the batch; not withdrawn", (409, FOR_NOW);
        AlreadyWithdrawn = "already-withdrawn", "批次已撤回，或本身是撤回", "Withdrawn already, or a withdrawal itself", (409, ALWAYS);
        Conflict = "moved-on", "其间又有新批次入库", "Another batch came in between", (409, FOR_NOW);
        TooLarge = "too-large", "提交内容过大", "Too large", (413, ALWAYS);
        Media = "media-type", "请求正文的类型不对", "Wrong media type", (415, ALWAYS);
        Faults = "faults", "台账有错误，未入库", "Errors in the book; not saved", (422, ALWAYS);
        OutsideValidity = "outside-validity", "不在方案有效期内", "Outside the plan's validity", (422, ALWAYS);
        Settings = "settings", "设定值有误", "Settings the plan cannot take", (422, ALWAYS);
        KeyReused = "idempotency-key-reused", "同一幂等键用于另一个请求", "The key was used for another request", (422, ALWAYS);
        DecodeError = "unfit", "内容不合要求", "Content not acceptable", (422, ALWAYS);
        TooMany = "too-many-requests", "请求过于频繁", "Too many requests", (429, FOR_NOW);
        Broken = "broken", "系统出错", "Internal error", (500, FOR_NOW);
        Busy = "busy", "计算繁忙", "Busy computing", (503, FOR_NOW);
        Unavailable = "unavailable", "服务暂时不可用", "Service unavailable", (503, FOR_NOW);
    }
}

impl ProblemKind {
    /// What an error of a class is answered with.
    #[must_use]
    pub fn of_class(class: ErrorClass) -> Self {
        match class {
            ErrorClass::SignIn => Self::Credentials,
            ErrorClass::FinishFirst => Self::FinishFirst,
            ErrorClass::NotAllowed => Self::NotAllowed,
            ErrorClass::TokenLacks => Self::TokenLacks,
            ErrorClass::NotYours => Self::NotYours,
            ErrorClass::NotFound => Self::NotThere,
            ErrorClass::Malformed => Self::Body,
            ErrorClass::KeyReused => Self::KeyReused,
            ErrorClass::Invalid | ErrorClass::BadInput => Self::DecodeError,
            ErrorClass::Settings => Self::Settings,
            ErrorClass::OutsideValidity => Self::OutsideValidity,
            ErrorClass::YearNotEnded => Self::YearNotEnded,
            ErrorClass::RegisterFaulty => Self::RegisterFaulty,
            ErrorClass::HasDependents => Self::HasDependents,
            ErrorClass::AlreadyWithdrawn => Self::AlreadyWithdrawn,
            ErrorClass::Conflict => Self::Conflict,
            ErrorClass::TooMany => Self::TooMany,
            ErrorClass::Busy => Self::Busy,
            ErrorClass::Unavailable => Self::Unavailable,
            // Which of them, and why, is for the log.
            ErrorClass::Misdirected | ErrorClass::Broken => Self::Broken,
        }
    }

    /// The address by which an answer names it.
    #[must_use]
    pub fn address(self) -> String {
        format!("{}/problems/{}", Http::ROOT, self.code())
    }

    /// Its status.
    #[must_use]
    pub const fn status(self) -> u16 {
        self.answered().0
    }

    /// Whether it is kept under an idempotency key: the same request is always answered so.
    #[must_use]
    pub const fn is_final(self) -> bool {
        self.answered().1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_status_and_both_titles() {
        for kind in ProblemKind::ALL {
            assert_ne!(kind.text().zh, kind.text().en, "{kind:?}");
            assert!((400..600).contains(&kind.status()), "{kind:?}");
        }
    }
}
