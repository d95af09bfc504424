using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Rules;

/// <summary>The rules in force at one moment. Immutable: who holds it is not disturbed by a reload.</summary>
/// <param name="Book">Those that ship, with the operator's in front.</param>
/// <param name="Diagnoser">Judges by them.</param>
/// <param name="OperatorRules">How many of them are the operator's.</param>
/// <param name="LoadedAt">When they were loaded.</param>
/// <param name="Faults">Why what lies in the folder now is not in force, one sentence a fault; empty when it is.</param>
/// <param name="Fingerprint">Names these rules together with the code, see <see cref="RulesFingerprint"/>.</param>
internal sealed record RulesState(
    RuleBook Book, MailDiagnoser Diagnoser, int OperatorRules, DateTimeOffset LoadedAt, IReadOnlyList<string> Faults, string Fingerprint);
