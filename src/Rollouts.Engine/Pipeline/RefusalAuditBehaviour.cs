using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Pipeline;

/// <summary>Records in the access log that a caller lacked the permission for a request.</summary>
public sealed class RefusalAuditBehaviour<TRequest, T>(AccessLog log) : IPipelineBehavior<TRequest, UseCaseResult<T>>
    where TRequest : IUseCase<T>
{
    public async Task<UseCaseResult<T>> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<UseCaseResult<T>> next
    )
    {
        var result = await next();
        if (result is UseCaseResult<T>.Refused { Why: { Kind: RefusalKind.Forbidden } why })
        {
            await log.NoteRefusalAsync(
                why.Code,
                why.Code == AuthorizationRules.NotAllowedCode ? AuthorizationRules.NotAllowedReason : why.Message,
                request.Context.Source,
                request.Context.By
            );
        }

        return result;
    }
}
