namespace Rollouts.Domain.Access;

/// <summary>Decides the creation, use and revocation of keys.</summary>
public static class KeyDecider
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static AccessDecision Issue(AccessKey key, Granter by) =>
        key.Roles.IsEmpty ? Refused("key.no-roles", "a key without a role would open nothing; give it one")
        : key.Services.IsEmpty || key.Environments.IsEmpty
            ? Refused(
                "key.no-reach",
                "a key without services or environments would open nothing; '*' means all of them"
            )
        : !key.IsLive(key.IssuedAt) ? Refused("key.until-past", $"{key.Until} has passed already")
        : ReservedNames.Include(key.Name)
            ? Refused("key.name-reserved", $"the name '{key.Name}' is reserved; choose another name")
        : key.Roles.Contains(Role.Approver)
            ? Refused("key.approver", "only people approve: a key cannot have the role 'approver'")
        : key.Roles.Contains(Role.Administrator)
        && !new Grant(Role.Administrator, key.Services, key.Environments).ReachesAll
            ? Refused(
                "key.narrow-administrator",
                "an administrator creates keys, so it reaches everything; leave out 'services' and 'environments', or "
                    + "give the role 'operator'"
            )
        : by.Excess(key) is { } excess
            ? new AccessDecision.Refused(
                "key.beyond-granter",
                $"the key would have more than its creator has: {excess}",
                RefusalKind.Forbidden
            )
        : new AccessDecision.Accepted([new KeyEvent.Issued(key)]);

    public static AccessDecision Revoke(AccessKey key) =>
        key.RevokedAt is { } then
            ? Refused("key.revoked-already", $"this key was revoked at {then}")
            : new AccessDecision.Accepted([new KeyEvent.Revoked()]);

    /// <summary>Returns no event if the use was recorded within a day.</summary>
    public static ValueList<KeyEvent> Use(AccessKey key, Instant now) =>
        key.LastUsedAt is { } last && now - last < Day ? [] : [new KeyEvent.Used()];

    public static AccessKey Evolve(AccessKey? key, KeyEvent happened, Instant at) =>
        (key, happened) switch
        {
            (_, KeyEvent.Issued issued) => issued.Key,
            ({ } known, KeyEvent.Used) => known with { LastUsedAt = at },
            ({ } known, KeyEvent.Revoked) => known with { RevokedAt = at },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static AccessDecision.Refused Refused(string code, string message) => new(code, message);
}
