using Rollouts.Domain.Audit;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>Checks the chain of the records that a page shows.</summary>
internal static class ChainCheck
{
    public static ChipView Of(RolloutHistory history)
    {
        var records = history.Moments.Select(moment => moment.Record).ToList();
        return Chain.Verify(records[0].Entry.Stream, records) switch
        {
            ChainVerdict.Intact intact => new("link", "ok", $"chain intact, {intact.Head.Version} records"),
            ChainVerdict.Changed changed => new("bad", "bad", $"record {changed.Version} was changed"),
            ChainVerdict.OutOfOrder order => new("bad", "bad", $"record {order.Expected} is missing"),
            ChainVerdict.Truncated cut => new("bad", "bad", $"records after {cut.Found} are missing"),
            ChainVerdict.Replaced replaced => new("bad", "bad", $"record {replaced.Version} was replaced"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
