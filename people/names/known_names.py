"""Given names in use in the region and beyond: a capitalised word that is one of these may be somebody's.

They are evidence that a word is a name, never that two names are one. Source: general knowledge of the names printed by the
press of each country; spellings that fold to one key stand here once.
"""

from people.names.folding import fold

KNOWN = """
Abai Abdimalik Abdrakhman Abdraman Abdulaziz Abdullah Abdumalik Abduvali Abilay Abylai Abzal Adam Adilbek Adilet Aida
Aidana Aidar Aidos Aigerim Aigul Ainur Ainura Aisulu Aitbek Aizada Aizhan Akbar Akbota Akerke Akezhan Akmal Akmaral
Akylbek Alan Albina Aleksandr Alexandre Ali Alibek Alikhan Alisa Alisher Aliya Almas Almaz Almazbek Alnur Altynai Amal
Aman Amangeldy Amina Amir Amirbek Anar Anara Anastas Anatoly Andro Anora Anton Anuar Anush Anvar Arailym Ardak Aram
Archil Arif Arina Arkady Arman Armen Arsen Arslan Artur Arzu Asan Asel Asem Asemgul Aset Asiya Askar Askhat Aslan
Asylbek Ashot Atai Atabek Ayan Aybek Ayjan Aynur Aysel Ayten Azad Azamat Azat Aziz Aziza Azizbek Bagdat Bagila Bahodir
Bakhadir Bakhrom Bakhyt Bakhytzhan Bakyt Bakytbek Baltabek Batyr Batyrkhan Baurzhan Bayan Bayram Behruz Behzod Beka
Bekbolat Beknazar Bekzat Bekzod Berdakh Berdimurat Berik Bermet Besik Bibigul Birzhan Bobur Bolat Bolot Botagoz Botir
Burhan Bulat Cholpon Chingiz Chynara Dana Daniyar Danila Dariga Darkhan Dastan Daulet Dauren Daur Davron Denis Diana
Didar Dildora Dilfuza Dilmurod Dilnoza Dilorom Dilshod Dina Dinara Dinmukhamed Doniyor Dosym Dovlet Dovran Durdy Duman
Dzhamilya Ekrem Elchin Eldar Eldor Eldiyar Elena Elmira Elmurod Elnur Elnura Elvira Elvin Emil Emin Emma Erbol Erdem
Erkin Erlan Ermek Ersin Eset Fakhriddin Farhad Farid Farida Fariza Farkhod Farrukh Fatima Fazliddin Feride Feruza
Firdavs Firuz Fozil Galiya Galym Galymzhan Gani Gaukhar Gayrat Gela Gevorg Gia Giga Gochas Golib Gulbahor Gulbakhram
Gulchehra Guldana Gulistan Gulmira Gulnar Gulnara Gulnoza Gulnur Gulsara Gulshat Gulzhan Gulzat Gurban Habib Hafiz
Hakob Hamid Hamza Hasan Hayk Hikmat Hrant Husan Husniddin Ibrahim Ignat Ikram Ilgar Ilham Ilhom Ilkhom Ilnur Ilona
Ilyas Inga Inna Inoyat Irakli Iskander Islam Ismat Izzat Jahongir Jamal Jamila Jamoliddin Jamshid Jasur Jennet Jeren
Jibek Joldosh Joomart Jumabek Juma Jyldyz Jyparkul Kadir Kadyr Kairat Kairbek Kaisar Kakha Kamal Kamchybek Kamil
Kamila Kamol Kanat Kanatbek Kanykei Karen Karim Karima Karina Karlygash Kassym Kenzhe Kenzhebek Keti Ketevan Kezban
Khairulla Khalil Khamza Khatia Khatira Khatuna Khurshed Khurshid Kiril Klara Komil Kubanychbek Kubat Kubatbek Kulpash
Kumush Kural Kurmanbek Lali Lana Lala Larisa Lasha Laura Lauren Leila Lela Lesia Levan Leyla Lidia Lika Lilia Lola
Lolagul Luiza Lutfulla Lyazzat Mahbuba Mahliyo Mahmud Makhabat Makhmud Makpal Maksat Malika Mamuka Manas Mansur
Manuchehr Maral Marat Mariam Marika Marlen Marzhan Masud Matluba Maya Medet Meder Meerim Mehman Mehri Meirambek
Meiramgul Meirzhan Merab Merdan Mereke Merey Merkhat Mirlan Mirza Mirziyo Mirzo Mukhit Mukhtar Mukhiddin Munisa Murad
Murat Muratbek Muslim Mustafa Muzaffar Myrzabek Nadezhda Nadira Nadzeya Nana Narek Nargiza Nariman Narine Nasiba
Natela Nazar Nazarbek Nazgul Nazira Nazym Nia Nigar Nigora Nika Niloufar Nilufar Nino Niyara Nodar Nodir Nodira
Nodirbek Nurali Nurbek Nurbol Nurgul Nurgeldi Nurlan Nurlybek Nursultan Nurtai Nurzhan Nurzhamal Oibek Oksana Olga
Olim Olimjon Oljas Olzhas Omon Oralbek Oraz Orazbek Orkhan Orifjon Orynbasar Osman Otabek Ozoda Parvin Parviz Perizat
Polat Pulat Qairat Qodir Qobil Rakhat Rakhim Rakhmatulla Ramazan Ramil Ramin Ramis Ramiz Ramzan Rano Rashid Rasul Rauf
Raushan Ravshan Raya Razia Reshat Rena Renat Rinat Roman Roza Rovshan Ruben Rukhiya Rukhsora Ruslan Rustam Rysbek
Saadat Sabina Sabira Sabit Sadiq Sadyr Saadi Said Saida Saidakhror Saken Salamat Salima Salome Saltanat Samal Samat
Samira Samvel Sandro Sanat Sanobar Sanzhar Sardor Sarkhan Sarvar Sarvinoz Satybaldy Saule Saya Sayat Serdar Serik
Serikbai Serikzhan Sevara Sevda Sevil Sevinj Shahlo Shahnoza Shakhida Shamil Shamsiddin Shavkat Sherali Sherkhan
Sherzod Shirin Shoira Shokhrukh Shorena Shota Shukhrat Shukrullo Sirojiddin Sobir Sofia Sohiba Sokhib Sona Suhrob
Suleyman Sultan Sultanbek Surayyo Syrym Tahir Tahmina Talant Talantbek Talgat Talshyn Tamar Tamara Tamerlan Tamta
Tariel Tarlan Tashpolot Tatevik Tatyana Tea Teimuraz Temir Temirlan Temur Tengiz Tigran Timur Tinatin Togrul Toktar
Toktogul Tolegen Toleugali Tolkun Tolib Topchubek Torgyn Tornike Tulkin Turar Turgun Turgunbay Tursun Tursunai
Tursunbek Ubaydullo Uktam Ulan Ulanbek Ulbolsyn Ulmas Ulugbek Ulvi Umed Umida Umidjon Umut Urmat Urmatbek Uluk Ulviyya
Vakhtang Vardan Vazha Vepa Vugar Yerbol Yerkin Yerlan Yermek Yernar Yersin Yerzhan Yodgor Yulduz Yusuf Zafar Zahra
Zaid Zakir Zamira Zarema Zarifa Zarina Zaur Zaza Zebo Zere Zeynep Zhaksylyk Zhamila Zhanar Zhanara Zhanat Zhanbolat
Zhandos Zhangeldy Zhanibek Zhanna Zhasulan Zhasur Zhazira Zhenis Zhibek Zholaman Zhomart Zhuldyz Zhumabai Zhyldyz Ziba
Zilola Zoya Zubaida Zulfiya Zulkhumor Zura Zurab Zviad Adrian Alan Albert Alice Amanda Andrea Ben Brian Bruce Carl
Carlos Charles Chris Christian Christopher Claire Daniel Edward Eric Frank Francis Fred Gary Geoffrey Hans Henry Hugh
Ian Jack James Jane Jason Jean Jeffrey Jennifer Jessica Jim Joe John Jonathan Jose Juan Karl Kate Kenneth Kevin Laura
Lars Linda Lisa Louis Luis Marc Marie Mark Martha Martin Matthew Miriam Monica Nancy Neil Oliver Oscar Pedro Pierre
Rachel Rebecca Richard Robert Roger Ronald Ruth Sam Samuel Sandra Scott Sean Simon Stephen Steve Steven Susan Thomas
Tim Tom Tony Ursula Walter William
"""

FOLDED = frozenset(map(fold, KNOWN.split()))
