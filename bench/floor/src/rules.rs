//! The console's roles, version R3, and what accounts reach. Source: `policies/impossible-cloud/permission.R3.json`.

use crate::request::Request;

const ADMIN: u8 = 1;
const STAFF: u8 = 2;
const VIEWER: u8 = 4;
const MANAGERS: u8 = ADMIN | STAFF;
const ALL: u8 = ADMIN | STAFF | VIEWER;

const SELF: u8 = 1;
const CHILDREN: u8 = 2;
const DESCENDANTS: u8 = 6;

/// None where the request leaves out what is needed, or uses a word that the rules do not know.
pub(crate) fn allow(request: &Request<'_>) -> Option<bool> {
    let (subject, resource, action) = (&request.subject, &request.resource, &*request.action.name);
    let role = match &*subject.properties.role {
        "admin" => ADMIN,
        "staff" => STAFF,
        "viewer" => VIEWER,
        _ => return None,
    };
    let actor = request.context.account(&subject.properties.account)?;
    let place = 1_u8 << place(request, &actor.id)?.min(2);
    let reached = scopes(&actor.kind, &resource.kind, action) & place != 0;
    Some(subject.kind == "user" && reached && roles(&resource.kind, action) & role != 0)
}

/// How many steps the resource is below the actor. A partner or customer is itself an account; a new one stands below another.
fn place(request: &Request<'_>, actor: &str) -> Option<usize> {
    let (resource, context) = (&request.resource, &request.context);
    let owner = resource.properties.account.as_deref();
    let types: &[&str] = match &*resource.kind {
        "partner" => &["channelPartner", "partner"],
        "customer" => &["customer"],
        _ => return context.depth(actor, owner?),
    };
    if request.action.name == "create" {
        return Some(context.depth(actor, owner?)? + 1);
    }
    let account = context.account(&resource.id)?;
    if types.contains(&&*account.kind) { context.depth(actor, &account.id) } else { None }
}

/// Cells that depend on a condition are left out.
fn roles(resource: &str, action: &str) -> u8 {
    match (resource, action) {
        ("partner" | "partnerUser" | "customer" | "deal" | "contract" | "storageAccount" | "invoice", "view") => ALL,
        ("usageReport", "view" | "export") | ("menu", "partners" | "storageAccounts" | "deals") => ALL,
        ("storageAccount", "viewDetails" | "create" | "update" | "allocate" | "reactivate") => MANAGERS,
        ("partner", "create" | "update" | "delete" | "allocate" | "transfer") => MANAGERS,
        ("partnerUser", "update") | ("teamMember", "view") | ("deal", "register") => MANAGERS,
        ("apiKey", "view" | "delete") | ("menu", "teamMembers" | "apiKeys") => MANAGERS,
        ("storageAccount", "delete" | "updatePassword") | ("customer", "create" | "update" | "delete") => ADMIN,
        ("partnerUser", "updatePassword") | ("teamMember", "update" | "updatePassword") => ADMIN,
        _ => 0,
    }
}

fn scopes(account: &str, resource: &str, action: &str) -> u8 {
    match (account, resource) {
        ("distributor" | "channelPartner", "teamMember" | "apiKey" | "deal" | "contract" | "invoice") => SELF,
        ("partner", "teamMember" | "apiKey" | "invoice") => SELF,
        ("distributor", "partner" | "partnerUser" | "customer") => CHILDREN,
        ("distributor", "usageReport") => SELF | DESCENDANTS,
        ("distributor", "storageAccount") if matches!(action, "view" | "viewDetails") => DESCENDANTS,
        ("distributor", "menu") if action != "storageAccounts" => SELF,
        ("channelPartner" | "partner", "partner") if action == "view" => SELF,
        ("channelPartner" | "partner", "storageAccount" | "usageReport") => SELF | CHILDREN,
        ("channelPartner" | "partner", "customer") => CHILDREN,
        ("channelPartner" | "partner", "menu") if matches!(action, "storageAccounts" | "teamMembers" | "apiKeys") => SELF,
        _ => 0,
    }
}
