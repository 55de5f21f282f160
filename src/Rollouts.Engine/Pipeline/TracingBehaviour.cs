using MediatR;
using Rollouts.Engine.Metering;
using Rollouts.Engine.Observing;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Pipeline;

/// <summary>Traces each request as a span with its outcome.</summary>
public sealed class TracingBehaviour<TRequest, T> : IPipelineBehavior<TRequest, UseCaseResult<T>>
    where TRequest : IUseCase<T>
{
    public async Task<UseCaseResult<T>> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<UseCaseResult<T>> next
    )
    {
        using var span = Telemetry.Source.StartActivity(typeof(TRequest).Name);
        try
        {
            var result = await next();
            span?.SetTag(
                Traces.Outcome,
                result switch
                {
                    UseCaseResult<T>.Done => "done",
                    UseCaseResult<T>.Refused refused => refused.Why.Code,
                    UseCaseResult<T>.AnsweredBefore => "answered-before",
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
            return result;
        }
        catch (Exception exception) when (Traces.IsToldOf(span, exception))
        {
            throw;
        }
    }
}
