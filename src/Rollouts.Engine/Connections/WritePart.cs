using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Connections;

/// <summary>Writes a connection or an environment. The result is its revision.</summary>
/// <param name="MadeFrom">The revision on which the change is based; null for a new part.</param>
[Requires(Permission.ManageInstallation, RequiredReach.All)]
public sealed record WritePart(RequestContext Context, Part Part, string Text, int? MadeFrom, string Reason)
    : IUseCase<int>;

/// <summary>Handles <see cref="WritePart"/>.</summary>
public sealed class WritePartHandler(InstallationService parts) : IRequestHandler<WritePart, UseCaseResult<int>>
{
    public async Task<UseCaseResult<int>> Handle(WritePart request, CancellationToken cancellationToken)
    {
        var origin = request.Context.Because("write-installation", request.Reason);
        return PartResults.Of(
            request.Part,
            await parts.WriteAsync(request.Part, request.Text, request.MadeFrom, origin, cancellationToken)
        );
    }
}
