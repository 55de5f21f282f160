using MediatR;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Alarms;

namespace Rollouts.Engine.Alarms;

/// <summary>Receives alarms that a sender pushes.</summary>
/// <param name="Sender">The name of the sender in the path of the request.</param>
[AuthenticatesItself]
public sealed record ReceiveAlarms(RequestContext Context, string Sender, AlarmMessage Message)
    : IUseCase<AlarmOutcome>;

/// <summary>Handles <see cref="ReceiveAlarms"/>.</summary>
public sealed class ReceiveAlarmsHandler(AlarmService alarms)
    : IRequestHandler<ReceiveAlarms, UseCaseResult<AlarmOutcome>>
{
    public async Task<UseCaseResult<AlarmOutcome>> Handle(ReceiveAlarms request, CancellationToken cancellationToken) =>
        new UseCaseResult<AlarmOutcome>.Done(
            await alarms.ReceiveAsync(request.Sender, request.Message, cancellationToken)
        );
}
