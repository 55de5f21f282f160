using MediatR;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Reads the rollouts that wait for the approval of the caller, the newest first.</summary>
[Requires(Permission.Read, RequiredReach.Service)]
public sealed record ListAwaited(RequestContext Context, int AtMost) : IUseCase<ValueList<Rollout>>, INamesResource
{
    // The handler filters the list by the caller's reach.
    NamedResource? INamesResource.Named => null;

    /// <summary>Whether the rollout waits for the approval of this caller. A trial of the command decides it.</summary>
    public static bool WaitsFor(Rollout state, Caller caller) =>
        state is { IsUnderWay: true, Instruction: Instruction.Approve }
        && caller.For(Permission.Approve) is { } approver
        && approver.Reaches(state.Spec.Plan.Service, state.Spec.Plan.Environment)
        && Decider.Decide(state, new Command.Approve("trial", caller.Actor, "trial", state.Position), state.LastAt)
            is Decision.Accepted;
}

/// <summary>Handles <see cref="ListAwaited"/>.</summary>
public sealed class ListAwaitedHandler(IStore store, StateReader reader)
    : IRequestHandler<ListAwaited, UseCaseResult<ValueList<Rollout>>>
{
    /// <summary>
    /// With more live rollouts than this the oldest are left out, because a person does not read as many.
    /// </summary>
    private const int MostLooked = 2000;

    public async Task<UseCaseResult<ValueList<Rollout>>> Handle(
        ListAwaited request,
        CancellationToken cancellationToken
    )
    {
        // Every role can read, so the caller still has all of its grants here.
        var caller = request.Context.Caller;
        List<Rollout> waiting = [];
        if (caller.For(Permission.Approve) is not null)
        {
            var live = new RolloutFilter(IsLive: true);
            foreach (var row in await store.Lists.ListAsync(live, after: null, MostLooked, cancellationToken))
            {
                if (
                    waiting.Count < request.AtMost
                    && caller.Reaches(row.Service, row.Environment)
                    && (await reader.LoadAsync(row.Id, cancellationToken)).State is { } state
                    && ListAwaited.WaitsFor(state, caller)
                )
                {
                    waiting.Add(state);
                }
            }
        }

        return new UseCaseResult<ValueList<Rollout>>.Done(waiting.ToValueList());
    }
}
