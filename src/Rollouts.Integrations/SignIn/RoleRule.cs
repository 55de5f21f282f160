using Rollouts.Domain.Access;

namespace Rollouts.Integrations.SignIn;

/// <summary>Who has a role, and where.</summary>
/// <param name="Groups">As the provider writes them; <c>*</c> is everybody whom it lets in.</param>
/// <param name="People">By name, for providers that know no groups.</param>
public sealed record RoleRule(
    Role Role,
    ValueList<string> Groups,
    ValueList<string> People,
    ValueList<NamePattern> Services,
    ValueList<NamePattern> Environments
)
{
    private const string Everybody = "*";

    public bool Includes(Person person) =>
        Groups.Contains(Everybody, StringComparer.Ordinal)
        || Groups.Any(group => person.Groups.Contains(group, StringComparer.Ordinal))
        || People.Contains(person.Name, StringComparer.OrdinalIgnoreCase);
}
