using Rollouts.Domain.Access;
using Rollouts.Domain.Plans;
using Rollouts.Engine.Access;
using Rollouts.Engine.Tests.Simulations;

namespace Rollouts.Engine.Tests.Access;

/// <summary>The actor of a command that ends a wait, which may be a wait for approval.</summary>
public sealed class CallerTests
{
    private static readonly GroupName Asked = new("sre");

    private readonly Plan _plan = AnyPlan.Of(new Chance(1));

    [Fact]
    public void An_operator_in_an_asked_group_gives_no_approval_by_ending_a_wait() =>
        Assert.Empty(Of(Grant.Everywhere(Role.Operator)).For(Permission.Operate)!.ActorAtWaits(_plan).Groups);

    [Fact]
    public void A_person_who_may_approve_keeps_the_groups_where_the_request_needs_another_permission()
    {
        var caller = Of(Grant.Everywhere(Role.Operator), Grant.Everywhere(Role.Approver)).For(Permission.Operate)!;

        Assert.Single(caller.Grants);
        Assert.Equal([Asked], caller.ActorAtWaits(_plan).Groups);
    }

    [Fact]
    public void An_approver_of_other_services_gives_none()
    {
        var elsewhere = new Grant(Role.Approver, [new NamePattern("others")], [new NamePattern("*")]);

        Assert.Empty(Of(Grant.Everywhere(Role.Operator), elsewhere).ActorAtWaits(_plan).Groups);
    }

    private static Caller Of(params Grant[] grants) =>
        new("test", Actor.Person("carol", [Asked]), grants.ToValueList());
}
