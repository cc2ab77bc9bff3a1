/**
 * What is tried first, of 12 characters or more: from the lists of leaked passwords that are public, in lower case. Shorter ones are refused
 * by their length.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password1234 password12345 password123456 password1234567 passwordpassword password123! passw0rd1234 p@ssw0rd1234 p@ssword1234
  mypassword123 mypassword1234 newpassword1 newpassword123 changeme1234 changeme12345 changemeplease letmein12345 letmeinplease
  welcome12345 welcome123456 welcome2024! welcome2025! welcome2026! administrator administrator1 administrator123 admin1234567 admin12345678
  admin123456789 adminadmin12 adminadminadmin rootrootroot root12345678 superadmin123 superuser123 test12345678 testtesttest testpassword
  qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiop[] qwertyuiop[]\\ qwertyuiopasdf qwertyuiopasdfghjkl qwerty123456 qwerty1234567
  qwerty12345678 qwertyqwerty 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i q1w2e3r4t5y6 qazwsxedcrfv
  qazwsxedc123 asdfghjkl123 asdfghjkl1234 asdfghjkl;'\\ zxcvbnm12345 zxcvbnm123456 123qweasdzxc qweasdzxc123 abcd12345678 abc123456789
  abcdefghijkl abcdefghijklm a123456789012 a12345678910 aa1234567890 123456789abc 1234567890ab 1234567890abc 123456789012 1234567890123
  12345678901234 123456789012345 1234567890123456 0123456789ab 012345678910 098765432109 0987654321098 987654321012 123456789123 123456789987
  123123123123 123321123321 112233445566 11223344556677 1122334455667788 121212121212 131415161718 135792468101 147258369147 159753159753
  147258369000 741852963000 100200300400 102030405060 111222333444 111111222222 520131452013 5201314520131 woaini5201314 woaini1314520
  woaini123456 woaini1234567 woainima1314 iloveyou1234 iloveyou12345 iloveyouforever iloveyousomuch ilovemyfamily unbelievable1 princess1234
  football1234 baseball1234 basketball12 superman1234 batman123456 starwars1234 pokemon12345 dragon123456 sunshine1234 trustno1trustno1
  monkey123456 michael12345 jennifer1234 charlie12345 computer1234 internet1234 security1234 secret123456 secretsecret google123456
  facebook1234 linkedin1234 samsung12345 liverpool1234 manchester12 barcelona123 realmadrid12 correcthorse correcthorsebatterystaple
  thisismypassword ihateyou1234 fuckyou12345 mynameis1234 whatever1234 letmeinletmein opensesame123 default12345 guest1234567 user12345678
  system123456 server123456 database1234 postgres1234 oracle123456 huawei123456 huawei@123456 zhang1234567 wang12345678 taobao123456
  baidu1234567 tencent12345 alibaba12345 qq1234567890 wodemima1234 mima12345678 plumbline1234 plumbline123
  `
    .trim()
    .split(/\s+/),
)
