using Rollouts.Domain.Access;

namespace Rollouts.Api.SignIn;

/// <summary>A session without its secret.</summary>
/// <param name="Id">Names the session. It is not a credential.</param>
/// <param name="Name">The name of its holder.</param>
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
