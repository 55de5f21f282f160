namespace Rollouts.Api.Tokens;

/// <summary>Why a token is refused. The reason is logged and not sent to the caller.</summary>
internal enum TokenRefusal
{
    Malformed,
    AlgorithmUnknown,
    ExtensionUnknown,
    WrongType,
    KeyUnknown,
    SignatureWrong,
    WrongIssuer,
    WrongAudience,
    WrongParty,
    WithoutSubject,
    WithoutEnd,
    Expired,
    NotYetValid,
    WrongNonce,
}
