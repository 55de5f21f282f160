using MediatR;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Pipeline;

/// <summary>
/// Makes a request with a key take effect once. Handlers that change a stream commit the answer with it. The answers of
/// other handlers are stored after they have run.
/// </summary>
public sealed class IdempotencyBehaviour<TRequest, T>(IdempotencyService keys)
    : IPipelineBehavior<TRequest, UseCaseResult<T>>
    where TRequest : IUseCase<T>
{
    public async Task<UseCaseResult<T>> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<UseCaseResult<T>> next
    )
    {
        if (request.Context.Idempotent is not { } idempotent)
        {
            return await next();
        }

        if (await keys.ReceiveAsync<T>(idempotent, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var result = await next();
        if (result is UseCaseResult<T>.Refused { MayPass: true })
        {
            await keys.LeaveAsync(idempotent);
        }
        // A handler that is refused has committed no answer, even if it would have committed one with its writes.
        else if (!idempotent.IsStoredWithWrites || result is not UseCaseResult<T>.Done)
        {
            await keys.StoreAsync(idempotent.Write(result));
        }

        return result;
    }
}
