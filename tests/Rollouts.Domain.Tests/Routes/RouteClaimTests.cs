using Rollouts.Domain.Routes;

namespace Rollouts.Domain.Tests.Routes;

public sealed class RouteClaimTests
{
    private static readonly RouteOwner Search = new(new ServiceName("search"), new EnvironmentName("prod"));
    private static readonly RouteOwner Thief = new(new ServiceName("shop-zzz"), new EnvironmentName("prod"));
    private static readonly RouteOwner Staging = new(new ServiceName("search"), new EnvironmentName("staging"));
    private static readonly RolloutId First = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));
    private static readonly RolloutId Second = new(Guid.Parse("22222222-2222-2222-2222-222222222222"));
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_first_rollout_that_begins_on_a_route_claims_it()
    {
        var claim = Begin(new RouteClaim(), Search, First, Noon);

        Assert.Equal((Search, First, Noon, Noon), (claim.Owner, claim.Rollout, claim.Since, claim.LastUsed));
        Assert.False(claim.IsOwnedByAnother(Search));
        Assert.True(claim.IsOwnedByAnother(Thief));
        Assert.True(claim.IsOwnedByAnother(Staging));
    }

    [Fact]
    public void Further_rollouts_of_the_owner_keep_the_claim_alive()
    {
        var later = Noon + TimeSpan.FromDays(20);
        var claim = Begin(Begin(new RouteClaim(), Search, First, Noon), Search, Second, later);

        Assert.Equal((Search, Second, Noon, later), (claim.Owner, claim.Rollout, claim.Since, claim.LastUsed));
        Assert.False(claim.IsStale(Noon + TimeSpan.FromDays(31)));
        Assert.False(claim.IsStale(later + RouteClaim.LastsUnused));
        Assert.True(claim.IsStale(later + RouteClaim.LastsUnused + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_freed_route_can_be_claimed_by_another_service()
    {
        var freed = Begin(new RouteClaim(), Search, First, Noon)
            .Free()
            .Aggregate(Begin(new RouteClaim(), Search, First, Noon), (claim, one) => claim.Evolve(one));

        Assert.Null(freed.Owner);
        Assert.False(freed.IsOwnedByAnother(Thief));
        Assert.Empty(freed.Free());
        Assert.Equal((Thief, 3), (Begin(freed, Thief, Second, Noon).Owner, Begin(freed, Thief, Second, Noon).Version));
    }

    private static RouteClaim Begin(RouteClaim claim, RouteOwner owner, RolloutId rollout, Instant at) =>
        claim.Begin(owner, rollout, at).Aggregate(claim, (state, one) => state.Evolve(one));
}
