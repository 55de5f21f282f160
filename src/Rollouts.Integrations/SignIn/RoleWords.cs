using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Access;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.SignIn;

/// <summary>The configuration of roles: a list of groups, or of groups with a reach.</summary>
internal static class RoleWords
{
    private const int LongestGroup = 256;

    private static readonly Shape<string> Group = new TextShape<string>(
        "plan.bad-text",
        $"a group as the provider writes it, at most {LongestGroup} characters, or '*' for every person",
        @"^[^\u0000-\u001f\u007f]{1,256}$",
        (string text, [MaybeNullWhen(false)] out string group) =>
        {
            group = text;
            return text.Length is > 0 and <= LongestGroup && !text.Any(char.IsControl);
        }
    );

    private static readonly Shape<NamePattern> Pattern = new TextShape<NamePattern>(
        "plan.bad-name",
        NamePattern.Rule,
        @"^[A-Za-z0-9*][A-Za-z0-9._*-]{0,127}$",
        TryPattern
    );

    public static readonly Shape<ValueList<RoleRule>> Roles = Make();

    private static Shape<ValueList<RoleRule>> Make()
    {
        var roles = Enum.GetValues<Role>().Select(role => (Role: role, Key: KeyOf(role))).ToList();
        return new MapShape<ValueList<RoleRule>>(
            "signInRoles",
            "roles",
            [.. roles.Select(pair => pair.Key)],
            values =>
            {
                var rules = roles
                    .SelectMany(pair => values.Get(pair.Key).Select(rule => rule with { Role = pair.Role }))
                    .ToValueList();
                if (rules.Any(rule => rule.Role == Role.Administrator && !IsUnbounded(rule)))
                {
                    values.Refuse(
                        "plan.bad-value",
                        "an administrator reaches everything, since a holder who creates keys could create one that "
                            + "does; leave out 'services' and 'environments', or give the role 'operator'"
                    );
                }

                return rules;
            }
        );
    }

    private static Key<ValueList<RoleRule>> KeyOf(Role role) =>
        Key.Optional(
            role.ToString().ToLowerInvariant(),
            Lists.Of(
                new ByKindShape<RoleRule>(
                    "a group, or groups and people with what they reach",
                    (node => node is Mapping, Bounded()),
                    (_ => true, Group.Into(group => RuleOf([group], [], [NamePattern.Any], [NamePattern.Any])))
                )
            ),
            [],
            $"Who has the role '{role.ToString().ToLowerInvariant()}'."
        );

    private static MapShape<RoleRule> Bounded()
    {
        var groups = Key.Optional("groups", Lists.Of(Group), [], "The groups, as the provider writes them.");
        var people = Key.Optional("people", Lists.Of(TextWords.Any), [], "People by name.");
        var services = Key.Optional(
            "services",
            Lists.Of(Pattern),
            [NamePattern.Any],
            "The services it reaches, as in 'shop-*'; all where it is left out."
        );
        var environments = Key.Optional(
            "environments",
            Lists.Of(Pattern),
            [NamePattern.Any],
            "The environments it reaches; all where it is left out."
        );
        return new(
            "signInRole",
            "groups and people with what they reach",
            [groups, people, services, environments],
            values =>
            {
                if (values.Get(groups).IsEmpty && values.Get(people).IsEmpty)
                {
                    values.Refuse("plan.missing-key", "no person is named; give 'groups' or 'people'");
                }

                return RuleOf(values.Get(groups), values.Get(people), values.Get(services), values.Get(environments));
            }
        );
    }

    // The role is a placeholder here. The key above determines it.
    private static RoleRule RuleOf(
        ValueList<string> groups,
        ValueList<string> people,
        ValueList<NamePattern> services,
        ValueList<NamePattern> environments
    ) => new(Role.Viewer, groups, people, services, environments);

    private static bool IsUnbounded(RoleRule rule) =>
        rule.Services.Contains(NamePattern.Any) && rule.Environments.Contains(NamePattern.Any);

    private static bool TryPattern(string text, out NamePattern pattern)
    {
        try
        {
            pattern = new NamePattern(text);
            return true;
        }
        catch (ArgumentException)
        {
            pattern = default;
            return false;
        }
    }
}
