using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Reads the newest rollouts that match a filter and that the caller reaches.</summary>
[Requires(Permission.Read, RequiredReach.Service)]
public sealed record ListRollouts(RequestContext Context, RolloutFilter Filter, int AtMost)
    : IUseCase<ValueList<RolloutRow>>,
        INamesResource
{
    // The handler filters the list by the caller's reach.
    NamedResource? INamesResource.Named => null;
}

/// <summary>Handles <see cref="ListRollouts"/>.</summary>
public sealed class ListRolloutsHandler(IStore store)
    : IRequestHandler<ListRollouts, UseCaseResult<ValueList<RolloutRow>>>
{
    private const int BatchSize = 1000;

    /// <summary>The design size of live rollouts is 10,000.</summary>
    private const int MostBatches = 20;

    public async Task<UseCaseResult<ValueList<RolloutRow>>> Handle(
        ListRollouts request,
        CancellationToken cancellationToken
    )
    {
        var caller = request.Context.Caller;
        List<RolloutRow> found = [];
        RolloutCursor? after = null;
        for (var batch = 0; batch < MostBatches && found.Count < request.AtMost; batch++)
        {
            var rows = await store.Lists.ListAsync(request.Filter, after, BatchSize, cancellationToken);
            found.AddRange(rows.Where(row => caller.Reaches(row.Service, row.Environment)));
            if (rows.Count < BatchSize)
            {
                break;
            }

            after = new RolloutCursor(rows[^1].OpenedAt, rows[^1].Id);
        }

        return new UseCaseResult<ValueList<RolloutRow>>.Done(found.Take(request.AtMost).ToValueList());
    }
}
