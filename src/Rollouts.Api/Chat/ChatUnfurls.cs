using MediatR;
using Rollouts.Api.Http;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>
/// Reads the rollouts to which a person has put links into a message. All readers of the message see them, so that the
/// person has to be linked and has to reach them; otherwise nothing is shown.
/// </summary>
internal sealed class ChatUnfurls(ChatCallers callers, RolloutCardReader cards, IMediator mediator)
{
    private const string Path = "dashboard/rollouts/";

    public async Task<ValueList<(string Link, ChatCard Card)>> ReadAsync(
        IInteractiveChat chat,
        ChatEvent.LinkShared shared,
        CancellationToken cancellation
    )
    {
        if (await callers.FindAsync(shared.By, cancellation) is not ChatCaller.Known { Caller: var caller })
        {
            return [];
        }

        List<(string, ChatCard)> found = [];
        foreach (var link in shared.Links)
        {
            if (RolloutOf(link, chat.Dashboard) is not { } id)
            {
                continue;
            }

            var context = new RequestContext(
                caller,
                $"link-{Guid.NewGuid():N}",
                ChatAdmission.SourceOf("a link", shared.By)
            );
            if (
                await mediator.Send(new ReadRollout(context, id), cancellation) is UseCaseResult<Rollout>.Done
                {
                    Value: var state
                }
            )
            {
                found.Add((link, await cards.ReadAsync(state, cancellation) with { Actions = [] }));
            }
        }

        return found.ToValueList();
    }

    private static RolloutId? RolloutOf(string link, Uri dashboard) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address)
        && dashboard.MakeRelativeUri(address).OriginalString is var path
        && path.StartsWith(Path, StringComparison.Ordinal)
            ? Names.Rollout(path[Path.Length..].Split('/', '?', '#')[0])
            : null;
}
