namespace Rollouts.Integrations.Ci;

/// <summary>One connected pipeline: it knows its own messages from those of others, and reads them.</summary>
public interface ICiSender
{
    /// <summary>Looks at the bytes as they came; nothing of them is read before.</summary>
    Task<CiTrust> VerifyAsync(CiMessage message, CancellationToken cancellation);

    /// <summary>What it says. It decides nothing by it: whether to believe it is asked first.</summary>
    CiReading Read(CiMessage message);
}
