using MediatR;
using Rollouts.Domain.Access;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Sessions;

/// <summary>Ends a session of any person. It is invalid from then on.</summary>
/// <param name="Id">The beginning of the session's id, as the log shows it.</param>
[Requires(Permission.ManageKeys, RequiredReach.All)]
public sealed record EndSession(RequestContext Context, string Id, string Reason) : IUseCase<Session>;

/// <summary>Handles <see cref="EndSession"/>.</summary>
public sealed class EndSessionHandler(SessionRepository sessions) : IRequestHandler<EndSession, UseCaseResult<Session>>
{
    public async Task<UseCaseResult<Session>> Handle(EndSession request, CancellationToken cancellationToken)
    {
        if (await sessions.NamedAsync(request.Id, cancellationToken) is not { } session)
        {
            return new UseCaseResult<Session>.Refused(
                new Refusal(
                    "session.unknown",
                    "there is no such session, or more than one whose id begins so",
                    RefusalKind.NotFound
                )
            );
        }

        await sessions.EndAsync(session.Id, request.Context.By, request.Reason, cancellationToken);
        return new UseCaseResult<Session>.Done(session);
    }
}
