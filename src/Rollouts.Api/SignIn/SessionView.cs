using Rollouts.Domain.Access;

namespace Rollouts.Api.SignIn;

/// <summary>A session as it may be shown.</summary>
/// <param name="Id">It names the session, and opens nothing.</param>
/// <param name="Name">Whose it is.</param>
internal sealed record SessionView(string Id, string Name, string OpenedAt, string SeenAt, string Until)
{
    public static SessionView Of(Session session) =>
        new(
            session.Id.Value,
            session.Person.Name,
            session.OpenedAt.ToString(),
            session.SeenAt.ToString(),
            session.Until.ToString()
        );
}
