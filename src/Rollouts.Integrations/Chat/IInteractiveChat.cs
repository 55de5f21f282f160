using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat;

/// <summary>A chat system that carries decisions of persons as well.</summary>
public interface IInteractiveChat : IEditableChat
{
    /// <summary>The one workspace whose members may decide.</summary>
    string Workspace { get; }

    /// <summary>Where people reach the dashboard; ends with a slash.</summary>
    Uri Dashboard { get; }

    /// <summary>Whether it brings in what people do through connections that are opened from here.</summary>
    bool HasSockets { get; }

    /// <summary>Opens a connection. Only to be called where <see cref="HasSockets"/> says so.</summary>
    Task<Answer<IChatSocket>> ConnectAsync(CancellationToken cancellation);

    /// <summary>Why a request is not the system's own; null if it is. A fault proves nothing either way.</summary>
    Task<Answer<string?>> ComplaintAsync(ChatRequest request, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>What a request whose signature was checked brings.</summary>
    ChatEvent Read(ChatRequest request);

    /// <summary>What the system says of an account at this moment.</summary>
    Task<Answer<ChatAccount>> LookUpAsync(ChatUser user, CancellationToken cancellation);

    /// <summary>Sends a message that one user of the channel sees and no other.</summary>
    Task<Fault?> WhisperAsync(
        ChatUser user,
        ChatPlace place,
        string text,
        DashboardLink? link,
        CancellationToken cancellation
    );

    /// <summary>Asks for the reason of a rejection. Has to be called within three seconds of the press.</summary>
    Task<Fault?> AskReasonAsync(ChatEvent.Press press, string title, CancellationToken cancellation);

    /// <summary>Shows a person the page of the app as it is now.</summary>
    Task<Fault?> PublishHomeAsync(ChatUser user, ChatHome home, CancellationToken cancellation);

    /// <summary>Shows rollouts below a message in which a person has put links to them.</summary>
    /// <param name="cards">Each with the link as it stands in the message.</param>
    Task<Fault?> UnfurlAsync(
        ChatPlace message,
        IReadOnlyList<(string Link, ChatCard Card)> cards,
        CancellationToken cancellation
    );

    /// <summary>Answers a typed command.</summary>
    Task<Fault?> AnswerAsync(ChatEvent.Typed typed, ChatAnswer answer, CancellationToken cancellation);
}

/// <summary>A request as it came, before anything of it is believed.</summary>
/// <param name="Header">The value of a header that stands once; null for all others.</param>
/// <param name="Body">The bytes as they came, since they are what is signed.</param>
public sealed record ChatRequest(Func<string, string?> Header, ReadOnlyMemory<byte> Body);

/// <summary>A button that leads to a page of the dashboard.</summary>
/// <param name="Path">Below the address of the dashboard.</param>
public sealed record DashboardLink(string Label, string Path);
