using Rollouts.Api.Identity;

namespace Rollouts.Api.SignIn;

/// <summary>Who asks, and what they may.</summary>
/// <param name="Id">The identity that the log records, as the filter <c>by</c> of the log takes it.</param>
/// <param name="Kind"><c>person</c> or <c>pipeline</c>.</param>
/// <param name="Groups">The groups they approve for.</param>
/// <param name="Permissions">What they may do somewhere.</param>
/// <param name="Provider">Who vouches for them; missing where nobody has to.</param>
/// <param name="Until">When the session ends, however busy it is; missing for keys.</param>
/// <param name="Csrf">What changes from a browser have to carry; missing for keys and tokens.</param>
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
                .Select(Identity.Permissions.NameOf)
                .ToValueList(),
            caller.Session?.Person.Provider,
            (caller.Session?.Until ?? caller.Until)?.ToString(),
            csrf
        );
}
