using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Connections;

/// <summary>Removes a connection or an environment that was written over the API. The result is its revision.</summary>
/// <param name="MadeFrom">The revision to remove.</param>
[Requires(Permission.ManageInstallation, RequiredReach.All)]
public sealed record RemovePart(RequestContext Context, Part Part, int MadeFrom, string Reason) : IUseCase<int>;

/// <summary>Handles <see cref="RemovePart"/>.</summary>
public sealed class RemovePartHandler(InstallationService parts) : IRequestHandler<RemovePart, UseCaseResult<int>>
{
    public async Task<UseCaseResult<int>> Handle(RemovePart request, CancellationToken cancellationToken)
    {
        var origin = request.Context.Because("remove-installation", request.Reason);
        return PartResults.Of(
            request.Part,
            await parts.RemoveAsync(request.Part, request.MadeFrom, origin, cancellationToken)
        );
    }
}
