namespace Rollouts.Api.SignIn;

/// <summary>The caller and their permissions.</summary>
/// <param name="Id">The identity that the log records. The log's filter <c>by</c> accepts it.</param>
/// <param name="Kind"><c>person</c> or <c>pipeline</c>.</param>
/// <param name="Groups">The groups for which the caller can approve.</param>
/// <param name="Permissions">The permissions that the caller has for at least one service or environment.</param>
/// <param name="Provider">The provider that authenticated the caller; missing if none is involved.</param>
/// <param name="Until">When the session ends, regardless of activity; missing for keys.</param>
/// <param name="Csrf">The token that changes from a browser must carry; missing for keys and tokens.</param>
internal sealed record MeView(
    string Id,
    string Name,
    string Kind,
    ValueList<string> Groups,
    ValueList<RoleView> Roles,
    ValueList<string> Permissions,
    string? Provider,
    string? Until,
    string? Csrf
)
{
    public static MeView Of(Caller caller, string? csrf) =>
        new(
            caller.Actor.Id.ToString(),
            caller.Actor.Name,
            caller.Actor.Kind.ToString().ToLowerInvariant(),
            caller.Actor.Groups.Select(group => group.Value).ToValueList(),
            caller.Grants.Select(RoleView.Of).ToValueList(),
            Enum.GetValues<Permission>()
                .Where(permission => caller.For(permission) is not null)
                .Select(Engine.Access.Permissions.NameOf)
                .ToValueList(),
            caller.Session?.Person.Provider,
            (caller.Session?.Until ?? caller.Until)?.ToString(),
            csrf
        );
}
