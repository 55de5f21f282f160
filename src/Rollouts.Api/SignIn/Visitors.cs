using System.Security.Cryptography;
using System.Text;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.SignIn;

/// <summary>What people may whom a provider vouches for, by what the administrator's file says now.</summary>
internal static class Visitors
{
    /// <summary>Null for whom nothing here is open.</summary>
    public static Caller? Person(SignInSettings settings, Person person) =>
        Of("person", ActorKind.Person, settings, person);

    /// <summary>Null for what nothing here is open to. A pipeline approves nothing, whatever its token says.</summary>
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

    // Plans name groups as they name everything else; what a plan cannot write, it cannot ask.
    private static ValueList<GroupName> GroupsOf(Person person) =>
        person.Groups.Where(Name.IsValid).Select(group => new GroupName(group)).ToValueList();

    // The same subject at another provider is somebody else.
    private static string ShortOf(string? provider) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(provider ?? "")))[..8];
}
