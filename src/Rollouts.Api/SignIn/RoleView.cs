using Rollouts.Domain.Access;

namespace Rollouts.Api.SignIn;

/// <summary>A role, and the services and environments in which it is granted.</summary>
internal sealed record RoleView(Role Role, ValueList<string> Services, ValueList<string> Environments)
{
    public static RoleView Of(Grant grant) =>
        new(
            grant.Role,
            grant.Services.Select(pattern => pattern.Text).ToValueList(),
            grant.Environments.Select(pattern => pattern.Text).ToValueList()
        );
}
