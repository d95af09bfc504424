using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

var diagnoser = new MailDiagnoser(RuleBook.Embedded);
var mail = diagnoser.Diagnose(File.ReadAllBytes(args[0]), CancellationToken.None);
Console.WriteLine($"{mail.Reading.Kind} of {mail.Reading.Original?.MessageId}");
foreach (var (recipient, verdict) in mail.Recipients)
{
    Console.WriteLine($"{recipient.Address}: {verdict?.Reason.Code} {verdict?.Status}, {verdict?.Confidence}; can fix it: {verdict?.Fixer}");
}
