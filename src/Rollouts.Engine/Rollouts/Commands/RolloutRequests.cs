using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Streams;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Helpers that the handlers of rollouts share.</summary>
internal static class RolloutRequests
{
    public static Refusal NoPosition { get; } =
        new(
            "request.if-match",
            "send the rollout's ETag as If-Match, so that it is for what you saw; only rollback needs none",
            RefusalKind.PositionMissing
        );

    /// <summary>Decides a command on the rollout that the authorization has read.</summary>
    public static async Task<UseCaseResult<Rollout>> SubmitAsync(
        this RolloutInbox inbox,
        RolloutRequest request,
        Command command,
        CancellationToken cancellation
    ) =>
        UseCaseResults.Of(
            await inbox.SubmitAsync(
                request.Context.Rollout!,
                command,
                request.Context.AnswerWithWrites<Rollout>(),
                cancellation
            ),
            resource: "rollout",
            accepted => new UseCaseResult<Rollout>.Done(accepted.State)
        );

    /// <summary>The order of a rollout that follows from an older one.</summary>
    public static StartOrder OrderAfter(RolloutRequest request) =>
        new()
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = request.Context.Key,
            Plan = request.State.Spec.Plan,
            Version = request.State.Spec.Version,
            By = request.Context.By,
            Reason = request.Reason,
        };

    /// <summary>The result of opening a rollout.</summary>
    public static UseCaseResult<Rollout> Opened(CommandResult<Rollout> started, RequestContext context) =>
        UseCaseResults.Of(
            started is CommandResult<Rollout>.Refused { Why: var why }
                ? new CommandResult<Rollout>.Refused(why with { Message = why.Message + OwnerFor(context, why.Owner) })
                : started,
            resource: "service",
            accepted => new UseCaseResult<Rollout>.Done(accepted.State, IsNew: true)
        );

    // Only for callers who can see the owner's rollouts anyway. Otherwise a refusal would reveal which services exist.
    private static string OwnerFor(RequestContext context, RouteOwner? owner) =>
        owner is not null && context.Caller.Reaches(owner.Service, owner.Environment)
            ? $" (it belongs to service '{owner.Service}' in '{owner.Environment}')"
            : "";
}
