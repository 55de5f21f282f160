using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Approvers;
using Rollouts.Engine.Streams;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>
/// Submits a command that may complete an approval. The rights of the persons who approved earlier are read first, so
/// that none counts who has lost them since.
/// </summary>
public abstract class AnsweringRequestHandler<TRequest>(RolloutInbox inbox, ApproverReader approvers)
    : PlacedRequestHandler<TRequest>(inbox)
    where TRequest : PlacedRequest
{
    private readonly RolloutInbox _inbox = inbox;

    public override async Task<UseCaseResult<Rollout>> Handle(TRequest request, CancellationToken cancellationToken)
    {
        foreach (var input in await approvers.ObserveAsync(request.State, cancellationToken))
        {
            if (input is Observation.ApproversRead read && Unread(request.State, read) is { } person)
            {
                return new UseCaseResult<Rollout>.Refused(
                    new Refusal(
                        "rollout.approver-unreadable",
                        $"the roles and groups of {person}, who approved earlier, cannot be read at the moment; "
                            + "try again"
                    ),
                    MayPass: true
                );
            }

            var submitted = await _inbox.SubmitAsync(request.Id, input, wakes: false, answer: null, cancellationToken);
            if (submitted is not CommandResult<Rollout>.Accepted)
            {
                return UseCaseResults.Of(
                    submitted,
                    resource: "rollout",
                    accepted => new UseCaseResult<Rollout>.Done(accepted.State)
                );
            }
        }

        return await base.Handle(request, cancellationToken);
    }

    private static Actor? Unread(Rollout state, Observation.ApproversRead read) =>
        state.Step.Yeses.FirstOrDefault(by => read.Persons.All(person => person.Person != by.Id));
}
