//! Permission questions over a generated directory: who asks, what, about which object, and the answer by the console's roles.

use serde_json::json;

use crate::directory::PARTNERS;

/// A request that names its subject and resource by id alone, and whether it is to be allowed.
pub struct Question {
    /// The AuthZEN request as text.
    pub request: Vec<u8>,
    /// The decision that the console's roles give.
    pub allowed: bool,
}

/// Half of them allowed, spread over the whole directory, the same at every run.
#[must_use]
pub fn questions(count: usize, groups: usize) -> Vec<Question> {
    // Neither this step nor the number of kinds divides the other, so every kind of question meets many groups.
    (0..count).map(|index| question(index, index.wrapping_mul(7919) % groups, groups)).collect()
}

fn question(index: usize, group: usize, groups: usize) -> Question {
    let (next, partner, customer) = ((group + 1) % groups, index % PARTNERS, index % 3);
    let distributor = |role: usize| format!("ud{group}-{role}");
    let partner_user = |role: usize| format!("up{group}-0-{role}");
    let (user, action, kind, resource, allowed) = match index % 16 {
        // The own account's.
        0 => (distributor(1), "register", "deal", format!("deal{group}"), true),
        1 => (distributor(2), "view", "apiKey", format!("key{group}"), false),
        2 => (partner_user(1), "update", "storageAccount", format!("sp{group}-0"), true),
        3 => (partner_user(2), "viewDetails", "storageAccount", format!("sp{group}-0"), false),
        4 => (distributor(0), "delete", "apiKey", format!("key{group}"), true),
        // Directly below.
        5 => (distributor(0), "update", "partner", format!("p{group}-{partner}"), true),
        6 => (distributor(2), "update", "partner", format!("p{group}-{partner}"), false),
        7 => (distributor(1), "allocate", "partner", format!("p{group}-{partner}"), true),
        8 => (partner_user(0), "delete", "storageAccount", format!("sc{group}-0-{customer}"), true),
        9 => (partner_user(1), "delete", "storageAccount", format!("sc{group}-0-{customer}"), false),
        // Further down.
        10 => (distributor(1), "viewDetails", "storageAccount", format!("sc{group}-1-{customer}"), true),
        11 => (distributor(0), "update", "storageAccount", format!("sc{group}-1-{customer}"), false),
        12 => (distributor(2), "view", "storageAccount", format!("sc{group}-0-{customer}"), true),
        // Beside.
        13 => (distributor(0), "update", "partner", format!("p{next}-{partner}"), false),
        14 => (partner_user(0), "view", "storageAccount", format!("sc{group}-1-{customer}"), false),
        _ => (distributor(0), "view", "storageAccount", format!("sc{next}-0-{customer}"), false),
    };
    let request = json!({"subject": {"type": "user", "id": user}, "action": {"name": action}, "resource": {"type": kind, "id": resource}});
    Question { request: request.to_string().into_bytes(), allowed }
}

#[cfg(test)]
mod tests {
    use super::questions;

    #[test]
    fn half_of_the_questions_are_allowed() {
        let allowed = questions(1024, 10).iter().filter(|question| question.allowed).count();
        assert_eq!(allowed, 512);
    }
}
