using Rollouts.Domain.Access;

namespace Rollouts.Integrations.SignIn;

/// <summary>Assigns a role to groups and people, with its reach.</summary>
/// <param name="Groups">
/// The groups as the provider writes them; <c>*</c> includes every person whom the provider signs in.
/// </param>
/// <param name="People">The names of persons, for providers without groups.</param>
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
