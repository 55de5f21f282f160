using System.Net.Http.Headers;

namespace Rollouts.Cli.Server;

/// <summary>The credential of a request.</summary>
internal abstract record Credential
{
    private const string CsrfHeader = "X-Rollouts-Csrf";

    private Credential() { }

    public abstract void AddTo(HttpRequestHeaders headers);

    /// <summary>A key of a pipeline, or a token of a provider.</summary>
    public sealed record Key(string Text) : Credential
    {
        public override void AddTo(HttpRequestHeaders headers) =>
            headers.Authorization = new AuthenticationHeaderValue("Bearer", Text);
    }

    /// <summary>The session of a person.</summary>
    public sealed record Session(StoredSession Kept) : Credential
    {
        public override void AddTo(HttpRequestHeaders headers)
        {
            headers.TryAddWithoutValidation("Cookie", $"{Kept.Cookie}={Kept.Token}");
            headers.TryAddWithoutValidation(CsrfHeader, Kept.Csrf);
        }
    }
}
