using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Actions;
using Rollouts.Api.Dashboard.Components;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Keys;
using Rollouts.Api.Requests;
using Rollouts.Api.SignIn;
using Rollouts.Domain.Access;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Keys;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Sessions;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Chat;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Dashboard.Pages.Access;

/// <summary>The page that lists and ends keys, sessions and linked chat accounts.</summary>
internal sealed class AccessPages(
    UseCases useCases,
    KeyRepository keys,
    SessionRepository sessions,
    ChatLinks chats,
    StoreClock clock,
    IStreamStore streams,
    DashboardShell shell
)
{
    private const string Address = "/dashboard/access";

    private const int Most = 500;

    public Task<IResult> ShowAsync(HttpContext context) => PageAsync(context, said: null, StatusCodes.Status200OK);

    public async Task<IResult> RevokeAsync(HttpContext context, string id)
    {
        var form = await PageForm.DemandAsync(context);
        return await DoAsync(context, () => KeyEndpoints.Revoke(ContextOf(context), id, form["reason"]));
    }

    public async Task<IResult> EndAsync(HttpContext context, string id)
    {
        var form = await PageForm.DemandAsync(context);
        return await DoAsync(context, () => new EndSession(ContextOf(context), id, QueryWords.Reason(form["reason"])));
    }

    public async Task<IResult> UnlinkAsync(HttpContext context, string workspace, string user)
    {
        var form = await PageForm.DemandAsync(context);
        return await DoAsync(
            context,
            () =>
                new UnlinkChatAccount(
                    ContextOf(context),
                    new ChatUser(workspace, user),
                    QueryWords.Reason(form["reason"])
                )
        );
    }

    private async Task<IResult> DoAsync<T>(HttpContext context, Func<IUseCase<T>> read) =>
        (await ActionOutcome.OfAsync(useCases, context, read)).Refused is { } refused
            ? await PageAsync(context, ActionOutcome.Describe(refused), refused.Status)
            : SignInEndpoints.SeeOther(context, Address);

    private static RequestContext ContextOf(HttpContext context) =>
        UseCases.ContextOf(context, $"page-{Guid.NewGuid():N}");

    private async Task<IResult> PageAsync(HttpContext context, SaidView? said, int status)
    {
        var gone = context.RequestAborted;
        List<KeyRowView> rows = [];
        await foreach (var key in keys.AllAsync(after: null, gone))
        {
            rows.Add(Of(key));
            if (rows.Count == Most)
            {
                break;
            }
        }

        return Page.Of<AccessPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(AccessPage.Shell)] = shell.Of(context, "Access", "Access", clock.Now),
                [nameof(AccessPage.View)] = new AccessView(
                    rows,
                    await SessionsAsync(context),
                    await ChatAccountsAsync(gone)
                ),
                [nameof(AccessPage.Said)] = said,
            },
            status
        );
    }

    private async Task<IReadOnlyList<SessionRowView>> SessionsAsync(HttpContext context)
    {
        List<SessionRowView> rows = [];
        var mine = HttpCaller.Of(context).Session?.Id;
        var heads = StreamsUnder.HeadsAsync(
            streams,
            StreamName.BeforeSessions.Text,
            after: null,
            context.RequestAborted
        );
        await foreach (var head in heads)
        {
            if (
                new StreamName(head.Stream).Session is { } id
                && await sessions.FindAsync(id, context.RequestAborted) is { } session
            )
            {
                rows.Add(
                    new SessionRowView(
                        id.Value,
                        id.Short,
                        session.Person.Name,
                        session.OpenedAt,
                        session.SeenAt,
                        session.Until,
                        id == mine
                    )
                );
            }

            if (rows.Count == Most)
            {
                break;
            }
        }

        return [.. rows.OrderByDescending(row => row.SeenAt)];
    }

    private async Task<IReadOnlyList<ChatAccountRowView>> ChatAccountsAsync(CancellationToken cancellation) =>
        [
            .. (await chats.AllAsync(cancellation))
                .Take(Most)
                .Select(one => new ChatAccountRowView(
                    one.User.Workspace,
                    one.User.Id,
                    one.Link.Person!.Name,
                    one.Link.SignedInAt!.Value
                )),
        ];

    private static KeyRowView Of(AccessKey key) =>
        new(
            key.Id.Value,
            key.Name,
            string.Join(", ", key.Roles.Select(role => role.ToString().ToLowerInvariant())),
            $"{string.Join(", ", key.Services.Select(one => one.Text))} in "
                + string.Join(", ", key.Environments.Select(one => one.Text)),
            key.IssuedAt,
            key.Until,
            key.LastUsedAt
        );
}
