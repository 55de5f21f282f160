using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Ci;

namespace Rollouts.Integrations.Tests.Ci;

/// <summary>Messages of pipelines as they come in, and what becomes of them.</summary>
internal static class Announced
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    /// <param name="connection">As in <c>github: { secret: { file: /run/secret } }</c>.</param>
    public static ICiSender Sender(string connection) => Adapters.Open((Connection.Pipeline)Connected.Read(connection));

    public static CiMessage Message(string body, params (string Name, string Value)[] headers) =>
        Message(Encoding.UTF8.GetBytes(body), headers);

    public static CiMessage Message(byte[] body, params (string Name, string Value)[] headers) =>
        new(
            name =>
                headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value,
            body,
            Now
        );

    public static async Task<bool> IsTakenAsync(ICiSender sender, CiMessage message) =>
        await sender.VerifyAsync(message, default) is CiTrust.Genuine;

    public static ValueList<CiEvent> Events(ICiSender sender, CiMessage message) =>
        Assert.IsType<CiReading.Said>(sender.Read(message)).Events;
}
