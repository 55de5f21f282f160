namespace Rollouts.Integrations.Ci;

/// <summary>One connected pipeline: it knows its own messages from those of others, and reads them.</summary>
public interface ICiSender
{
    /// <summary>Looks at the bytes as they came; nothing of them is read before.</summary>
    Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation);

    /// <summary>Parses a message. The caller verifies it first; parsing has no effects.</summary>
    CiReading Read(CiMessage message);
}
