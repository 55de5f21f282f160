using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.VpcLattice;

namespace Rollouts.Integrations.Tests.Routers.VpcLattice;

/// <summary>What is particular to VPC Lattice: lists that are replaced whole, target groups by id or by name.</summary>
public sealed class VpcLatticeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_but_two_weights_goes_back_as_it_came(bool byRule)
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        var match = lattice.ShownRule.Match.Now.ToJsonString();
        var action = OneLattice.Forward(100, 0, 0);
        action["forward"]!["targetGroups"]![0]!["newerThanUs"] = new JsonObject { ["a"] = "é" };
        lattice.Write(byRule, action);

        Assert.Null(await router.WriteAsync(OneLattice.Arms(byRule), new(Weight.Percent(5), [], Weight.Zero), default));

        var wanted = OneLattice.Forward(95, 5, 0);
        wanted["forward"]!["targetGroups"]![0]!["newerThanUs"] = new JsonObject { ["a"] = "é" };
        var shown = byRule ? lattice.ShownRule.Action.Now : lattice.Shown.DefaultAction.Now;
        Assert.Equal(wanted.ToJsonString(), shown.ToJsonString());
        Assert.Equal((match, 50), (lattice.ShownRule.Match.Now.ToJsonString(), lattice.ShownRule.Priority));
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();

        Assert.Null(await router.WriteAsync(OneLattice.Arms(), Traffic.None, default));

        Assert.Empty(lattice.Endpoint.LastWrite);
    }

    [Fact]
    public async Task A_third_target_group_cannot_stand_in_the_way_back_and_no_weight_exceeds_the_ceiling()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        lattice.Write(byRule: true, OneLattice.Forward(999, 999, 10));

        Assert.Null(await router.WriteAsync(OneLattice.Arms(), Traffic.None, default));

        Assert.Equal((900, 0, 10), lattice.WeightsOf());
    }

    [Fact]
    public async Task Target_groups_are_known_by_their_ids_too_without_a_look_at_their_names()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        var byId = OneLattice.Arms() with
        {
            Candidate = new BackendName(OneLattice.IdOf(OneLattice.Candidate)),
            Stable = new BackendName(OneLattice.IdOf(OneLattice.Stable)),
        };

        Assert.True((await router.ReadAsync(byId, default)).TryGet(out var seen, out var fault), fault?.Message);

        Assert.Equal(ObservedTraffic.Of(Traffic.None), seen);
        Assert.Equal(2, lattice.Endpoint.Served);
    }

    [Fact]
    public async Task A_candidate_is_added_by_its_name_and_the_old_one_removed()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        lattice.Store.Groups.Add(
            new LatticeGroup("tg-0third00000000000", "cart-v3", "IP", Config: null, lattice.Store.Now)
        );
        var next = OneLattice.Arms() with { Candidate = new BackendName("cart-v3") };

        Assert.Equal(
            FaultKind.NotFound,
            (await router.AddCandidateAsync(next with { Candidate = new BackendName("cart-v9") }, default))?.Kind
        );
        Assert.Null(await router.AddCandidateAsync(next, default));
        Assert.Null(await router.AddCandidateAsync(next, default));
        Assert.Equal(FaultKind.Refused, (await router.RemoveStableAsync(next, default))?.Kind);
        Assert.Null(await router.WriteAsync(next, Traffic.All, default));
        Assert.Null(await router.RemoveStableAsync(next, default));
        Assert.Null(await router.RemoveStableAsync(next, default));

        Assert.Equal(
            [(OneLattice.Candidate, 0), (OneLattice.Other, 0), ("cart-v3", 100)],
            LatticeFront.WeightsOf(lattice.ShownRule.Action.Now, lattice.Store).Select(node => (node.Node, node.Weight))
        );
    }

    [Fact]
    public async Task Throttling_says_when_to_come_again()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        lattice.Mishaps.Plan = new MishapPlan(Throttled: 1);

        var fault = await router.WriteAsync(OneLattice.Arms(), Traffic.All, default);

        Assert.Equal((FaultKind.Throttled, TimeSpan.FromSeconds(1)), (fault!.Kind, fault.RetryAfter));
        lattice.Mishaps.Plan = new MishapPlan();
        Assert.Null(await router.WriteAsync(OneLattice.Arms(), Traffic.All, default));
    }

    [Fact]
    public async Task A_failure_may_pass()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        lattice.Mishaps.Plan = new MishapPlan(Failing: 1);

        var fault = await router.WriteAsync(OneLattice.Arms(), Traffic.All, default);

        Assert.Equal((FaultKind.Broken, true), (fault!.Kind, fault.MayPass));
    }

    [Fact]
    public async Task The_request_id_of_a_write_is_its_receipt_and_reads_have_none()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        using var receipts = WriteReceipts.Collect();

        await router.ReadAsync(OneLattice.Arms(), default);
        Assert.Empty(receipts.Ids);
        Assert.Null(await router.WriteAsync(OneLattice.Arms(), Traffic.All, default));

        Assert.Equal([lattice.Endpoint.LastWrite], receipts.Ids);
    }

    [Fact]
    public async Task An_action_that_forwards_nowhere_is_left_alone()
    {
        await using var lattice = await OneLattice.StartAsync();
        using var router = lattice.Open();
        lattice.Write(byRule: true, new JsonObject { ["fixedResponse"] = new JsonObject { ["statusCode"] = 404 } });

        var fault = await router.WriteAsync(OneLattice.Arms(), Traffic.All, default);

        Assert.Equal(FaultKind.Unusable, fault?.Kind);
        Assert.Empty(lattice.Endpoint.LastWrite);
    }
}
