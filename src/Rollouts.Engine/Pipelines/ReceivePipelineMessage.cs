using MediatR;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Ci;

namespace Rollouts.Engine.Pipelines;

/// <summary>Receives an event of a pipeline, such as a build that has ended.</summary>
/// <param name="Connection">The name of the connection in the path of the request.</param>
[AuthenticatesItself]
public sealed record ReceivePipelineMessage(RequestContext Context, string Connection, CiMessage Message)
    : IUseCase<CiOutcome>;

/// <summary>Handles <see cref="ReceivePipelineMessage"/>.</summary>
public sealed class ReceivePipelineMessageHandler(PipelineService pipelines)
    : IRequestHandler<ReceivePipelineMessage, UseCaseResult<CiOutcome>>
{
    public async Task<UseCaseResult<CiOutcome>> Handle(
        ReceivePipelineMessage request,
        CancellationToken cancellationToken
    ) =>
        new UseCaseResult<CiOutcome>.Done(
            await pipelines.ReceiveAsync(request.Connection, request.Message, cancellationToken)
        );
}
