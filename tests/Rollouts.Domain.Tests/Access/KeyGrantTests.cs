using FsCheck;
using FsCheck.Fluent;
using Rollouts.Domain.Access;

namespace Rollouts.Domain.Tests.Access;

/// <summary>A caller grants no more than it holds.</summary>
public sealed class KeyGrantTests
{
    private static readonly Instant Now = new(1_800_000_000_000_000);

    private static readonly string[] Patterns = ["*", "a", "b", "a*", "*a", "a*b", "ab", "*b*"];

    private static readonly Granter Owner = new([Grant.Everywhere(Role.Administrator)], Groups: null, Until: null);

    [Fact]
    public void An_owner_grants_everything_but_approvals()
    {
        Assert.Null(Refusal(Key(Role.Administrator), Owner));
        Assert.Null(Refusal(Key(Role.Deployer, "shop-*") with { Groups = [new GroupName("release")] }, Owner));
        Assert.Equal("key.approver", Refusal(Key(Role.Approver), Owner));
    }

    [Fact]
    public void A_narrow_administrator_is_refused()
    {
        Assert.Equal("key.narrow-administrator", Refusal(Key(Role.Administrator, "a"), Owner));
        Assert.Equal(
            "key.narrow-administrator",
            Refusal(Key(Role.Administrator) with { Environments = [new NamePattern("staging")] }, Owner)
        );
    }

    [Fact]
    public void A_key_that_administers_one_service_grants_no_key_to_everything()
    {
        var narrow = new Granter(
            [new Grant(Role.Administrator, [new NamePattern("shop-*")], [new NamePattern("staging")])],
            [],
            Until: null
        );
        var within = Key(Role.Deployer, "shop-eu") with { Environments = [new NamePattern("staging")] };

        Assert.Equal("key.beyond-granter", Refusal(Key(Role.Administrator), narrow));
        Assert.Equal("key.beyond-granter", Refusal(Key(Role.Viewer), narrow));
        Assert.Null(Refusal(within, narrow));
        Assert.Equal("key.beyond-granter", Refusal(within with { Environments = [NamePattern.Any] }, narrow));
        Assert.Equal("key.beyond-granter", Refusal(within with { Services = [new NamePattern("shop*")] }, narrow));
    }

    [Fact]
    public void A_key_gets_no_role_and_no_group_that_its_creator_does_not_hold()
    {
        var operating = new Granter([Grant.Everywhere(Role.Operator)], [new GroupName("sre")], Until: null);

        Assert.Equal("key.beyond-granter", Refusal(Key(Role.Administrator), operating));
        Assert.Equal("key.beyond-granter", Refusal(Key(Role.Deployer), operating));
        Assert.Null(Refusal(Key(Role.Operator) with { Groups = [new GroupName("sre")] }, operating));
        Assert.Equal(
            "key.beyond-granter",
            Refusal(Key(Role.Operator) with { Groups = [new GroupName("leads")] }, operating)
        );
    }

    [Fact]
    public void A_key_does_not_outlive_the_key_that_created_it()
    {
        var until = Now + TimeSpan.FromDays(1);
        var leaving = Owner with { Until = until };

        Assert.Null(Refusal(Key(Role.Viewer) with { Until = until }, leaving));
        Assert.Equal("key.beyond-granter", Refusal(Key(Role.Viewer), leaving));
        Assert.Equal(
            "key.beyond-granter",
            Refusal(Key(Role.Viewer) with { Until = until + TimeSpan.FromSeconds(1) }, leaving)
        );
    }

    [Fact]
    public void A_pattern_that_includes_another_matches_all_that_the_other_matches() =>
        Prop.ForAll(
                Gen.Elements(Patterns).Zip(Gen.Elements(Patterns)).Zip(NameText()).ToArbitrary(),
                drawn =>
                {
                    var ((outer, inner), name) = drawn;
                    return !new NamePattern(outer).Includes(new NamePattern(inner))
                        || !new NamePattern(inner).Matches(name)
                        || new NamePattern(outer).Matches(name);
                }
            )
            .QuickCheckThrowOnFailure();

    // Callers of different reach hand on what they hold, one to the next.
    [Fact]
    public void No_chain_of_grants_reaches_further_than_its_first_creator() =>
        Prop.ForAll(
                Chain().Zip(NameText()).Zip(NameText()).ToArbitrary(),
                drawn =>
                {
                    var ((keys, service), environment) = drawn;
                    var first = new Granter(
                        [new Grant(keys[0].Roles[0], keys[0].Services, keys[0].Environments)],
                        keys[0].Groups,
                        keys[0].Until
                    );
                    var holder = first;
                    foreach (var key in keys.Skip(1).Where(key => Refusal(key, holder) is null))
                    {
                        Assert.True(!key.Reaches(new(service), new(environment)) || Reaches(first));
                        Assert.True(first.Until is not { } until || key.Until <= until);
                        holder = new Granter(
                            key.Roles.Select(role => new Grant(role, key.Services, key.Environments)).ToValueList(),
                            key.Groups,
                            key.Until
                        );
                    }

                    bool Reaches(Granter granter) =>
                        granter.Grants.Any(grant => grant.Reaches(new(service), new EnvironmentName(environment)));
                }
            )
            .QuickCheckThrowOnFailure();

    private static Gen<string> NameText() =>
        Gen.Elements('a', 'b', 'c').ArrayOf(3).Select(letters => new string(letters));

    private static Gen<AccessKey[]> Chain() =>
        Gen.Elements(Patterns)
            .Zip(Gen.Elements(Patterns))
            .Zip(Gen.Elements(Role.Viewer, Role.Deployer, Role.Operator, Role.Administrator).Zip(Gen.Choose(0, 3)))
            .Select(drawn =>
                Key(drawn.Item2.Item1, drawn.Item1.Item1) with
                {
                    Environments = [new NamePattern(drawn.Item1.Item2)],
                    Until = drawn.Item2.Item2 == 0 ? null : Now + TimeSpan.FromDays(drawn.Item2.Item2),
                }
            )
            .ArrayOf(6);

    private static AccessKey Key(Role role, string services = "*") =>
        new()
        {
            Id = new KeyId("0123456789ab"),
            Name = "ci",
            Hash = "",
            Roles = [role],
            Services = [new NamePattern(services)],
            IssuedAt = Now,
        };

    private static string? Refusal(AccessKey key, Granter by) =>
        (KeyDecider.Issue(key, by) as AccessDecision.Refused)?.Code;
}
