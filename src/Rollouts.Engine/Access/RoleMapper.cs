using System.Security.Cryptography;
using System.Text;
using Rollouts.Domain.Access;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Engine.Access;

/// <summary>Maps people and pipelines of the provider to grants, by the current file of the administrators.</summary>
public static class RoleMapper
{
    /// <summary>Null if the file grants the person nothing.</summary>
    public static Caller? Person(SignInSettings settings, Person person) =>
        Of("person", ActorKind.Person, settings, person);

    /// <summary>
    /// Null if the file grants the pipeline nothing. A pipeline cannot approve, even if its token names groups.
    /// </summary>
    public static Caller? Pipeline(SignInSettings settings, Person holder) =>
        Of("token", ActorKind.Pipeline, settings, holder);

    private static Caller? Of(string kind, ActorKind actor, SignInSettings settings, Person person)
    {
        var grants = settings
            .Roles.Where(rule => rule.Includes(person))
            .Select(rule => new Grant(rule.Role, rule.Services, rule.Environments))
            .Distinct()
            .ToValueList();
        return grants.IsEmpty
            ? null
            : new Caller(
                $"{kind}/{ShortOf(person.Provider)}/{person.Subject}",
                new Actor(
                    actor,
                    new ActorId(person.Provider!, person.Subject),
                    person.Name,
                    GroupsOf(person),
                    grants.Any(grant => grant.Role == Role.Administrator)
                ),
                grants
            );
    }

    // A plan can name only valid group names, so other groups are left out.
    private static ValueList<GroupName> GroupsOf(Person person) =>
        person.Groups.Where(Name.IsValid).Select(group => new GroupName(group)).ToValueList();

    // The same subject at another provider is a different person.
    private static string ShortOf(string? provider) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(provider ?? "")))[..8];
}
